package io.fencewire.sim;

import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.util.Arrays;

/** A key pair that convinces only honest nodes: its signatures are hashes, and cheap. */
final class ToyIdentity implements Identity {
  private static final int SIGNATURE_BYTES = 64;

  private final PeerId peerId;

  /** The identity with this number; their order is not that of the numbers. */
  ToyIdentity(int number) {
    byte[] id = new byte[PeerId.SIZE];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) mix(number * 64L + i);
    }
    this.peerId = PeerId.of(id);
  }

  @Override
  public PeerId peerId() {
    return peerId;
  }

  @Override
  public Bytes sign(byte[] message) {
    return signature(peerId, message);
  }

  @Override
  public boolean verify(PeerId signer, byte[] message, Bytes signature) {
    return signature(signer, message).equals(signature);
  }

  private static Bytes signature(PeerId signer, byte[] message) {
    byte[] signature = new byte[SIGNATURE_BYTES];
    long state = signer.hashCode() * 31L + Arrays.hashCode(message);
    for (int i = 0; i < SIGNATURE_BYTES; i++) {
      signature[i] = (byte) mix(state + i);
    }
    return Bytes.wrap(signature);
  }

  private static long mix(long number) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 31);
  }
}
