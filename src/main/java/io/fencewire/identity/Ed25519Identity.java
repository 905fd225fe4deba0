package io.fencewire.identity;

import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/** An Ed25519 key pair (RFC 8032), whose public key is the identity. */
public final class Ed25519Identity implements Identity {
  /** How a key file has it: {@code fencewire-ed25519} and the seed in 64 hexadecimal digits. */
  public static final KeyForm KEY_FORM = new Ed25519KeyForm();

  /** Length of the seed that the whole key pair follows from, in bytes. */
  public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
  private final PeerId peerId;

  private Ed25519Identity(byte[] seed) {
    this.seed = seed;
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    this.peerId = PeerId.of(publicKey);
  }

  /**
   * The key pair of this seed (RFC 8032 calls it the private key).
   *
   * @throws IllegalArgumentException if it has not exactly {@value #SEED_SIZE} bytes
   */
  public static Ed25519Identity fromSeed(byte[] seed) {
    if (seed.length != SEED_SIZE) {
      throw new IllegalArgumentException(
          "an Ed25519 seed has " + SEED_SIZE + " bytes, not " + seed.length);
    }
    return new Ed25519Identity(seed.clone());
  }

  /** A new key pair, its seed drawn from {@code random}. */
  public static Ed25519Identity generate(SecureRandom random) {
    byte[] seed = new byte[SEED_SIZE];
    random.nextBytes(seed);
    return new Ed25519Identity(seed);
  }

  /** A copy of the private half, for TLS in this room. */
  byte[] seed() {
    return seed.clone();
  }

  @Override
  public PeerId peerId() {
    return peerId;
  }

  @Override
  public Bytes sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return Bytes.wrap(signature);
  }

  /**
   * Strict: besides a wrong signature it refuses a public key that is not canonical or does not lie
   * in the subgroup of prime order (with such a key one signature can fit many messages, and one
   * seed many identities), and an S that is not below the order of that subgroup.
   */
  @Override
  public boolean verify(PeerId signer, byte[] message, Bytes signature) {
    if (signature.size() != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    PublicPoint point = Ed25519.validatePublicKeyFullExport(signer.toBytes(), 0);
    return point != null
        && Ed25519.verify(signature.toArray(), 0, point, message, 0, message.length);
  }

  /** The public half only: this text may end up in a log. */
  @Override
  public String toString() {
    return "ed25519:" + peerId;
  }
}
