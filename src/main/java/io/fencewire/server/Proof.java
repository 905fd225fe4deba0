package io.fencewire.server;

import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The costly part of one step of a handshake: the other end's signature is verified, ours is made, or
 * both, in this order. It depends on nothing that can change, so that any thread may do it.
 *
 * @param identity does both
 * @param claim what the other end has signed; null if that is not its turn
 * @param ours what we are to sign; null if it is not ours
 */
public record Proof(
    Identity identity, @Nullable Claim claim, @Nullable Bytes ours) {
  /** A signature that is said to be this signer's. */
  public record Claim(PeerId signer, Bytes message, Bytes signature) {}

  /**
   * What came of it.
   *
   * @param verified whether the other end's signature, if there was one to verify, is right
   * @param signature ours; null if none was asked for, or theirs is wrong
   * @param undone why nothing came of it; null if something did
   */
  public record Result(
      boolean verified, @Nullable Bytes signature, @Nullable String undone) {
    /** Nobody had room to do it, or could. */
    static Result undone(String why) {
      return new Result(false, null, why);
    }
  }

  /** Does it: this takes as long as the signatures do. */
  public Result run() {
    if (claim != null && !identity.verify(claim.signer, claim.message.toArray(), claim.signature)) {
      return new Result(false, null, null);
    }
    return new Result(true, ours == null ? null : identity.sign(ours.toArray()), null);
  }
}
