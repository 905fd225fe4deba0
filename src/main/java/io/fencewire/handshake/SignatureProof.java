package io.fencewire.handshake;

import io.fencewire.identity.Identity;
import io.fencewire.peer.CloseReason;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The other end's signature is verified, ours is made, or both, in this order.
 *
 * @param identity does both
 * @param claim what the other end has signed; null if that is not its turn
 * @param ours what we are to sign; null if it is not ours
 */
record SignatureProof(
    Identity identity, @Nullable Claim claim, @Nullable Bytes ours) implements Proof {
  /** A signature that is said to be this signer's. */
  record Claim(PeerId signer, Bytes message, Bytes signature) {}

  @Override
  public Result run() {
    if (claim != null && !identity.verify(claim.signer, claim.message.toArray(), claim.signature)) {
      return Result.failed(HandshakeException.judged(
          CloseReason.INVALID_CHALLENGE_RESPONSE,
          "the signature over our nonce is not one of " + claim.signer));
    }
    return Result.of(ours == null ? null : identity.sign(ours.toArray()));
  }
}
