package io.fencewire.wire;

/**
 * Proof of identity: a signature over the other side's nonce and this one.
 *
 * @param genesis the 280 bytes that name the network; in an Aleo network its genesis header
 * @param restrictionsId 32 bytes
 * @param signature 64 bytes of Ed25519, or the 128 of an Aleo account
 * @param nonce drawn for this signature, so that nobody can choose what we sign
 */
public record ChallengeResponse(Bytes genesis, Bytes restrictionsId, Bytes signature, long nonce)
    implements Message {
  /** Length of the field that names the network. */
  public static final int GENESIS_SIZE = 280;

  /** Length of the restrictions id. */
  public static final int RESTRICTIONS_SIZE = 32;

  /** Length of the longest signature of any profile. */
  static final int SIGNATURE_MAX = 128;

  /** Checks the lengths. */
  public ChallengeResponse {
    Range.size(genesis, GENESIS_SIZE, "genesis");
    Range.size(restrictionsId, RESTRICTIONS_SIZE, "restrictions id");
    Range.check(signature.size(), 1, SIGNATURE_MAX, "the length of signature");
  }

  @Override
  public MessageType type() {
    return MessageType.CHALLENGE_RESPONSE;
  }

  @Override
  public void encode(ByteWriter out) {
    out.bytes(genesis).bytes(restrictionsId).data(signature).u64(nonce);
  }

  static ChallengeResponse decode(ByteReader in) throws WireException {
    return new ChallengeResponse(
        in.bytes(GENESIS_SIZE, "genesis"),
        in.bytes(RESTRICTIONS_SIZE, "restrictions id"),
        in.data("signature"),
        in.u64("nonce"));
  }
}
