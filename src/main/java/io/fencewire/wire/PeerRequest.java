package io.fencewire.wire;

/** Asks for addresses of other peers. */
public record PeerRequest() implements Message {
  @Override
  public MessageType type() {
    return MessageType.PEER_REQUEST;
  }

  @Override
  public void encode(ByteWriter out) {}
}
