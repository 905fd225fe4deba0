package io.fencewire.wire;

/** A ping whose answer carries the same nonce. */
public record NoncePing(long nonce) implements Message {
  @Override
  public MessageType type() {
    return MessageType.NONCE_PING;
  }

  @Override
  public void encode(ByteWriter out) {
    out.u64(nonce);
  }

  static NoncePing decode(ByteReader in) throws WireException {
    return new NoncePing(in.u64("nonce"));
  }
}
