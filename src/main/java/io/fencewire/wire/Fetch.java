package io.fencewire.wire;

import java.util.List;

/** Items the sender asks for. */
public record Fetch(List<Bytes> ids) implements Message {
  @Override
  public MessageType type() {
    return MessageType.FETCH;
  }

  @Override
  public void encode(ByteWriter out) {}
}
