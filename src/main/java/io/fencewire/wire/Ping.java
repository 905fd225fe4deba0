package io.fencewire.wire;

import io.fencewire.peer.NodeType;
import org.jspecify.annotations.Nullable;

/** Are you there, and this is how far I am. */
public record Ping(
    long version, NodeType nodeType, @Nullable BlockLocators locators) implements Message {
  @Override
  public MessageType type() {
    return MessageType.PING;
  }

  @Override
  public void encode(ByteWriter out) {}
}
