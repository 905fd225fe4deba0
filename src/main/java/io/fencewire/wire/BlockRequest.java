package io.fencewire.wire;

/** Asks for the blocks from start to before end (u32 heights). */
public record BlockRequest(long start, long end) implements Message {
  @Override
  public MessageType type() {
    return MessageType.BLOCK_REQUEST;
  }

  @Override
  public void encode(ByteWriter out) {}
}
