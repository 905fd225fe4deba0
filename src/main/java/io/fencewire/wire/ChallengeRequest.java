package io.fencewire.wire;

import io.fencewire.peer.NodeType;
import io.fencewire.peer.PeerId;

/**
 * First word of each side of the handshake.
 *
 * @param version of the messages (u32)
 * @param listenPort where the sender listens; 0 if nowhere
 * @param nodeType what the sender says it is
 * @param address who the sender says it is; proven by its {@link ChallengeResponse}
 * @param nonce to be signed by the other side
 */
public record ChallengeRequest(
    long version, int listenPort, NodeType nodeType, PeerId address, long nonce)
    implements Message {
  /** Newer nodes of snarkOS append the revision they were built from: 40 bytes of ASCII. */
  private static final int REVISION = 40;

  /** Checks the ranges. */
  public ChallengeRequest {
    Range.u32(version, "version");
    Range.u16(listenPort, "listener port");
  }

  @Override
  public MessageType type() {
    return MessageType.CHALLENGE_REQUEST;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u32(version).u16(listenPort).constant(nodeType);
    out.bytes(address.toBytes()).u64(nonce);
  }

  static ChallengeRequest decode(ByteReader in) throws WireException {
    ChallengeRequest request = new ChallengeRequest(
        in.u32("version"),
        in.u16("listener port"),
        in.constant(NodeType.values(), "node type"),
        PeerId.of(in.array(PeerId.SIZE, "address")),
        in.u64("nonce"));
    if (in.remaining() == REVISION) {
      in.array(REVISION, "revision"); // nothing here depends on it
    }
    return request;
  }
}
