package io.fencewire.server;

import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;

/** An identity for thousands of handshakes; anybody could forge its signatures. */
record CheapIdentity(PeerId peerId) implements Identity {
  static CheapIdentity draw(Random random) {
    byte[] bytes = new byte[PeerId.SIZE];
    random.nextBytes(bytes);
    return new CheapIdentity(PeerId.of(bytes));
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(signer.toBytes());
      return Bytes.wrap(Arrays.copyOf(digest.digest(message), 64));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
