package io.fencewire.wire;

/** An item of a topic. */
public record Publish(String topic, Bytes body) implements Message {
  @Override
  public MessageType type() {
    return MessageType.PUBLISH;
  }

  @Override
  public void encode(ByteWriter out) {}
}
