package io.fencewire.wire;

/** The responder's last word of the handshake. */
public record Verdict(boolean accepted, int code) implements Message {
  @Override
  public MessageType type() {
    return MessageType.VERDICT;
  }

  @Override
  public void encode(ByteWriter out) {}
}
