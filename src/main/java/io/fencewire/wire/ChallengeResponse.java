package io.fencewire.wire;

/** Proof of identity: a signature over the other side's nonce and this one. */
public record ChallengeResponse(Bytes genesis, Bytes restrictionsId, Bytes signature, long nonce)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.CHALLENGE_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {}
}
