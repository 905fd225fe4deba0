package io.fencewire.wire;

import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a node of an Aleo network says of itself in the messages of the Noise handshake: all of it in
 * those that are sealed, and a part, the hint, in the first one, which anybody can read.
 *
 * @param hint the part that is said twice
 * @param genesis 280 bytes: the header of the first block
 * @param restrictionsId 32 bytes that both ends must have alike
 */
public record PeerInfo(Hint hint, Bytes genesis, Bytes restrictionsId) {
  /** The revision that a node was built from, or, as here, question marks: nothing depends on it. */
  private static final int REVISION_SIZE = 40;

  /** This is a connection of peers, not of validators among themselves. */
  private static final int MODE = 1;

  /**
   * What is said in the clear.
   *
   * @param version of the messages (u32)
   * @param listenPort where the sender listens; 0 if nowhere
   * @param nodeType what the sender says it is
   * @param address who the sender says it is
   */
  public record Hint(long version, int listenPort, NodeType nodeType, PeerId address) {
    /** Checks the ranges. */
    public Hint {
      Range.u32(version, "version");
      Range.u16(listenPort, "listener port");
    }

    /** The payload of the first message. */
    public byte[] toBytes() {
      ByteWriter out = new ByteWriter(64).u8(MODE);
      encode(out);
      return out.toArray();
    }

    /** Reads the payload of a first message. */
    public static Hint of(byte[] payload) throws WireException {
      ByteReader in = new ByteReader(payload, 0, payload.length);
      int mode = in.u8("mode");
      if (mode != MODE) {
        throw new WireException("mode " + mode
            + " of the handshake was found; 1, for connections of peers, would be right");
      }
      return decode(in);
    }

    private void encode(ByteWriter out) {
      out.u32(version).u16(listenPort).constant(nodeType);
      out.bytes(address.toBytes());
    }

    private static Hint decode(ByteReader in) throws WireException {
      return new Hint(
          in.u32("version"),
          in.u16("listener port"),
          in.constant(NodeType.values(), "node type"),
          PeerId.of(in.array(PeerId.SIZE, "address")));
    }
  }

  /** Appends it. */
  public void encode(ByteWriter out) {
    byte[] unknown = new byte[REVISION_SIZE];
    Arrays.fill(unknown, "?".getBytes(StandardCharsets.US_ASCII)[0]);
    hint.encode(out);
    out.bytes(genesis).bytes(restrictionsId).bytes(unknown);
  }

  /** Reads it; what stands behind it is left for others, or for later versions. */
  public static PeerInfo decode(ByteReader in) throws WireException {
    PeerInfo info = new PeerInfo(
        Hint.decode(in),
        in.bytes(ChallengeResponse.GENESIS_SIZE, "genesis header"),
        in.bytes(ChallengeResponse.RESTRICTIONS_SIZE, "restrictions id"));
    in.array(REVISION_SIZE, "revision");
    return info;
  }
}
