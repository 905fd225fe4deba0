package io.fencewire.identity.aleo;

import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.security.SecureRandom;

/** An Aleo account as a node's identity: its address, in 32 bytes, is who the node is. */
public final class AleoIdentity implements Identity {
  private final AleoAccount account;
  private final SecureRandom nonces;
  private final PeerId peerId;

  /** The identity of an account; the nonces of its signatures are drawn from {@code nonces}. */
  public AleoIdentity(AleoAccount account, SecureRandom nonces) {
    this.account = account;
    this.nonces = nonces;
    this.peerId = PeerId.of(account.address().encode().toArray());
  }

  @Override
  public PeerId peerId() {
    return peerId;
  }

  /** Whether it is a point of prime order; a thirtieth of a millisecond. */
  @Override
  public boolean canBe(PeerId signer) {
    try {
      AleoAddress.decode(signer.toBytes());
      return true;
    } catch (EncodingException e) {
      return false;
    }
  }

  @Override
  public Bytes sign(byte[] message) {
    return account.sign(message, nonces).encode();
  }

  /**
   * The full check of a peer, cheap parts first: numbers in range, points of prime order, the address
   * that follows from the signature's key, and only then the signature itself.
   */
  @Override
  public boolean verify(PeerId signer, byte[] message, Bytes signature) {
    try {
      AleoSignature decoded = AleoSignature.decode(signature.toArray());
      return decoded.isValid(AleoAddress.decode(signer.toBytes()), message);
    } catch (EncodingException e) {
      return false;
    }
  }

  /** The public half only: this text may end up in a log. */
  @Override
  public String toString() {
    return account.toString();
  }
}
