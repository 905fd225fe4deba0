package io.fencewire.wire;

import java.util.List;

/** Items the sender has. */
public record Announce(List<Bytes> ids) implements Message {
  @Override
  public MessageType type() {
    return MessageType.ANNOUNCE;
  }

  @Override
  public void encode(ByteWriter out) {}
}
