package io.fencewire.wire;

/**
 * Blocks, undecoded: the answer to the {@link BlockRequest} with the same heights.
 *
 * @param blocks their number (u8), then one behind the other
 * @param consensusVersion the one in force at the last of them, in the form of 2025 and later; 0 in
 *     the older form, which has none
 */
public record BlockResponse(long start, long end, Bytes blocks, int consensusVersion)
    implements Message {
  /** From this consensus version on the newer form is written. */
  public static final int CONSENSUS_MIN = 12;

  /** Stands where the older form has a start, and says that the newer one follows. */
  private static final long NEWER_FORM = 0;

  /** Checks the heights as the request does, and that there is none of the first block. */
  public BlockResponse {
    BlockRequest.checkHeights(start, end);
    Range.check(start, 1, Range.U32_MAX, "start");
    if (consensusVersion != 0) {
      checkVersion(consensusVersion);
    }
  }

  /** In the older form. */
  public BlockResponse(long start, long end, Bytes blocks) {
    this(start, end, blocks, 0);
  }

  @Override
  public MessageType type() {
    return MessageType.BLOCK_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {
    if (consensusVersion == 0) {
      out.u32(start).u32(end).data(blocks);
    } else {
      out.u32(NEWER_FORM).u32(start).u32(end).data(blocks).u16(consensusVersion);
    }
  }

  static BlockResponse decode(ByteReader in) throws WireException {
    long first = in.u32("start");
    if (first != NEWER_FORM) {
      return new BlockResponse(first, in.u32("end"), in.data("blocks"));
    }
    BlockResponse newer = new BlockResponse(
        in.u32("start"), in.u32("end"), in.data("blocks"), in.u16("consensus version"));
    checkVersion(newer.consensusVersion);
    return newer;
  }

  private static void checkVersion(int version) {
    Range.check(version, CONSENSUS_MIN, 0xffff, "the consensus version");
  }
}
