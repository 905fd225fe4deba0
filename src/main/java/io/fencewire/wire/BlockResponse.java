package io.fencewire.wire;

/** Blocks, undecoded. */
public record BlockResponse(long start, long end, Bytes blocks) implements Message {
  @Override
  public MessageType type() {
    return MessageType.BLOCK_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {}
}
