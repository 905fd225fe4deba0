package io.fencewire.wire;

import java.util.List;

/** Items the sender needs no copy of. */
public record DontWant(List<Bytes> ids) implements Message {
  @Override
  public MessageType type() {
    return MessageType.DONT_WANT;
  }

  @Override
  public void encode(ByteWriter out) {}
}
