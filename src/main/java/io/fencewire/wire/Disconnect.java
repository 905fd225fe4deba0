package io.fencewire.wire;

/** Last word on a connection: why it ends. The port is meant only with code 14. */
public record Disconnect(int code, int port) implements Message {
  @Override
  public MessageType type() {
    return MessageType.DISCONNECT;
  }

  @Override
  public void encode(ByteWriter out) {}
}
