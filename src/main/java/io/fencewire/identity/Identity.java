package io.fencewire.identity;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;

/**
 * A node's own key pair, and the check of other nodes' signatures made with the same scheme. Several
 * threads may use it at once.
 */
public interface Identity {
  /** Who we are: the address that goes into the handshake. */
  PeerId peerId();

  /** Whether there can be a signer by this name at all, as far as a quick look shows. */
  default boolean canBe(PeerId signer) {
    return true;
  }

  /** Signs a message with our key. */
  Bytes sign(byte[] message);

  /** Whether the signature over the message was made by this signer; false for malformed input. */
  boolean verify(PeerId signer, byte[] message, Bytes signature);
}
