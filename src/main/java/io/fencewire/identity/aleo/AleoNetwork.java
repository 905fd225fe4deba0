package io.fencewire.identity.aleo;

import io.fencewire.wire.ByteReader;
import io.fencewire.wire.ByteWriter;
import io.fencewire.wire.Bytes;
import io.fencewire.wire.ChallengeResponse;
import io.fencewire.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * An Aleo network as its nodes tell it from others in the handshake.
 *
 * @param genesis the header of its first block, 280 bytes
 * @param restrictionsId the id of the list of programs that must not run
 * @param firstBlock the hash of its first block; null if only the header is known
 */
public record AleoNetwork(
    Bytes genesis, Bytes restrictionsId, @Nullable Bytes firstBlock) {
  /** What the beginning of a block has at least: its version, two hashes and its header. */
  public static final int BLOCK_SIZE = 1 + 2 * 32 + ChallengeResponse.GENESIS_SIZE;

  /** The id of the empty list, which all networks have. */
  private static final Bytes NO_RESTRICTIONS =
      Bytes.parse("7986384dea9ec6b532ec2795890de99502c53634e6611664c51c295a113ab810");

  /** The production network. */
  public static final AleoNetwork MAINNET = of(
      header(
          0,
          1_725_462_000,
          "8aece0e72ccd70c65bed2d2c1bf5930eabee0d3870247095dc823ad1f2f7eb08",
          "8bf795db7b8866ec3ebfa673f4b9b01fce9674001a8926a87893a69eea8ac601",
          "69d6cab270ea8c4729ac45bc11919ed9bb0aff2a9b4d7523c576e4511fc0d00e"),
      "2b6df77cac0ea22e46ee453ce25d9b024aa49a88399ebd347e5048719fc13702");

  /** The test network. */
  public static final AleoNetwork TESTNET = of(
      header(
          1,
          1_715_776_496,
          "500e31b74a1cb06698b823e147d24fd147cf7eaa83ea9f1d18cedfd223e26f05",
          "afa695ff8df5a77dcaf8aed5b6e2b90b149fdf88f20f8089e25d4f71625d1601",
          "b6770bf9e28e90d601ea174506bdebc5eede0ddaefeef8d8fa2b80d15a1b1d0f"),
      "86f56203f952568a88e8ca3a900e447c9d2b8b9a4ec9e8f95a6a2021acd73312");

  /** The network for what is to come. */
  public static final AleoNetwork CANARY = of(
      header(
          2,
          1_715_776_496,
          "89ed32d9458ad4d7bc8d2b954521f801dc3e888ac43609ac3260af4b34266204",
          "f8313421a9f405d12134da3292e1a1dcd48248fe6627807d0541f88ea7a94509",
          "840915fee3954289007cb6b67d0f6dc915e4aa27b5d899a6b64615871859d202"),
      "7d409f46927d60971c3602df57db34f95829d6e72cf2047cbad5ab5b4a895d0e");

  private static final int ROOT_SIZE = 32;
  private static final int ROOTS = 6;
  private static final long COINBASE_TARGET = (1L << 29) - 1;
  private static final long PROOF_TARGET = 1L << 27;

  /**
   * A network whose first block is made when it starts, as a devnet's is.
   *
   * @param block the first block, or its first 345 bytes; or its header alone, 280 bytes, which lies
   *     within these
   * @throws EncodingException if that is no first block, and no header of one
   */
  public static AleoNetwork withGenesis(Bytes block) throws EncodingException {
    if (block.size() == ChallengeResponse.GENESIS_SIZE) {
      checkHeader(block);
      return new AleoNetwork(block, NO_RESTRICTIONS, null);
    }
    if (block.size() < BLOCK_SIZE) {
      throw new EncodingException("a first block has at least " + BLOCK_SIZE
          + " bytes, and its header alone has " + ChallengeResponse.GENESIS_SIZE + ", not "
          + block.size());
    }
    Bytes header = block.slice(BLOCK_SIZE - ChallengeResponse.GENESIS_SIZE, BLOCK_SIZE);
    checkHeader(header);
    return new AleoNetwork(header, NO_RESTRICTIONS, block.slice(1, 1 + ROOT_SIZE));
  }

  private static void checkHeader(Bytes header) throws EncodingException {
    ByteReader in = new ByteReader(header.toArray(), 0, header.size());
    try {
      int version = in.u8("version");
      in.bytes(ROOTS * ROOT_SIZE, "roots");
      int metadataVersion = in.u8("metadata version");
      in.u16("network");
      long round = in.u64("round");
      long height = in.u32("height");
      if (version != 1 || metadataVersion != 1 || round != 0 || height != 0) {
        throw new EncodingException("a genesis header has version 1, round 0 and height 0, not "
            + version + " and " + metadataVersion + ", " + round + " and " + height);
      }
    } catch (WireException e) {
      throw new IllegalStateException("a field is beyond the end, and the length was right", e);
    }
  }

  private static AleoNetwork of(Bytes header, String firstBlock) {
    return new AleoNetwork(header, NO_RESTRICTIONS, Bytes.parse(firstBlock));
  }

  private static Bytes header(
      int id, long timestamp, String transactions, String finalizing, String ratifications) {
    ByteWriter out = new ByteWriter(ChallengeResponse.GENESIS_SIZE);
    byte[] none = new byte[ROOT_SIZE];
    out.u8(1).bytes(none);
    out.bytes(Bytes.parse(transactions)).bytes(Bytes.parse(finalizing));
    out.bytes(Bytes.parse(ratifications)).bytes(none).bytes(none);
    out.u8(1).u16(id).u64(0).u32(0); // version, network, round, height
    out.bytes(new byte[ROOT_SIZE]); // cumulative weight and proof target, 16 bytes each
    out.u64(COINBASE_TARGET).u64(PROOF_TARGET).u64(COINBASE_TARGET);
    out.u64(timestamp).u64(timestamp);
    return Bytes.wrap(out.toArray());
  }
}
