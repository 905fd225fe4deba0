package io.fencewire.wire;

/** Blocks, undecoded: the answer to the {@link BlockRequest} with the same heights. */
public record BlockResponse(long start, long end, Bytes blocks) implements Message {
  /** Checks the heights as the request does. */
  public BlockResponse {
    BlockRequest.checkHeights(start, end);
  }

  @Override
  public MessageType type() {
    return MessageType.BLOCK_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u32(start).u32(end).data(blocks);
  }

  static BlockResponse decode(ByteReader in) throws WireException {
    return new BlockResponse(in.u32("start"), in.u32("end"), in.data("blocks"));
  }
}
