package io.fencewire.wire;

/** Asks for the blocks from start to before end (u32 heights). */
public record BlockRequest(long start, long end) implements Message {
  /** The most blocks that one answer may have. */
  public static final int BLOCKS_MAX = 5;

  /** Checks that the heights are u32 and that there is a block between them. */
  public BlockRequest {
    checkHeights(start, end);
  }

  @Override
  public MessageType type() {
    return MessageType.BLOCK_REQUEST;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u32(start).u32(end);
  }

  static BlockRequest decode(ByteReader in) throws WireException {
    return new BlockRequest(in.u32("start"), in.u32("end"));
  }

  static void checkHeights(long start, long end) {
    Range.u32(start, "start");
    Range.u32(end, "end");
    if (start >= end) {
      throw new IllegalArgumentException(
          "start is %d and end is %d; a start before the end would be right".formatted(start, end));
    }
  }
}
