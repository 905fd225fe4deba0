package io.fencewire.wire;

/** The answer to a NoncePing. */
public record NoncePong(long nonce) implements Message {
  @Override
  public MessageType type() {
    return MessageType.NONCE_PONG;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u64(nonce);
  }

  static NoncePong decode(ByteReader in) throws WireException {
    return new NoncePong(in.u64("nonce"));
  }
}
