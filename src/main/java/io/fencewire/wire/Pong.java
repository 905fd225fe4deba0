package io.fencewire.wire;

/** Answer to a Ping. */
public record Pong(Fork fork) implements Message {
  /** What the answering node says of our chain; the ordinal is the byte on the wire. */
  public enum Fork {
    FORK,
    NO_FORK,
    NONE
  }

  @Override
  public MessageType type() {
    return MessageType.PONG;
  }

  @Override
  public void encode(ByteWriter out) {
    out.constant(fork);
  }

  static Pong decode(ByteReader in) throws WireException {
    return new Pong(in.constant(Fork.values(), "fork"));
  }
}
