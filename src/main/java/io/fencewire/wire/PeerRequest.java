package io.fencewire.wire;

/** Asks for addresses of other peers. */
public record PeerRequest() implements Message {
  @Override
  public MessageType type() {
    return MessageType.PEER_REQUEST;
  }

  /** Appends nothing: the message has no body. */
  @Override
  public void encode(ByteWriter out) {}
}
