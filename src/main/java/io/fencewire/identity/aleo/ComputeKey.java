package io.fencewire.identity.aleo;

import java.util.List;

/**
 * The public key that checks an account's signatures: two points, from which its address follows.
 * Each signature carries it.
 */
final class ComputeKey {
  /** Length of an encoded key, in bytes. */
  static final int SIZE = 2 * Fp.SIZE;

  private final Point signing;
  private final Fp signingX;
  private final Fp randomizerX;
  private final Scalar prf;
  private final Point address;

  private ComputeKey(Point signing, Fp signingX, Point randomizer, Fp randomizerX) {
    this.signing = signing;
    this.signingX = signingX;
    this.randomizerX = randomizerX;
    this.prf = Poseidon.RATE_4.hashToScalar(List.of(signingX, randomizerX));
    this.address = signing.plus(randomizer).plus(GeneratorTable.times(prf));
  }

  /** The key with these two points, pk_sig and pr_sig. */
  static ComputeKey of(Point signing, Point randomizer) {
    return new ComputeKey(signing, signing.affineX(), randomizer, randomizer.affineX());
  }

  /**
   * Reads 64 bytes from an offset.
   *
   * @throws EncodingException if they are not the x-coordinates of two points of prime order
   */
  static ComputeKey decode(byte[] bytes, int offset) throws EncodingException {
    Fp signingX = Fp.decode(bytes, offset);
    Fp randomizerX = Fp.decode(bytes, offset + Fp.SIZE);
    return new ComputeKey(Point.decode(signingX), signingX, Point.decode(randomizerX), randomizerX);
  }

  /** The x-coordinates of both points. */
  byte[] encode() {
    byte[] bytes = new byte[SIZE];
    System.arraycopy(signingX.encode(), 0, bytes, 0, Fp.SIZE);
    System.arraycopy(randomizerX.encode(), 0, bytes, Fp.SIZE, Fp.SIZE);
    return bytes;
  }

  /** The number sk_prf that ties both points together. */
  Scalar prf() {
    return prf;
  }

  /** The address that follows from the key. */
  AleoAddress address() {
    return AleoAddress.of(address);
  }

  /** Whether that address is this one; cheaper than to work it out. */
  boolean belongsTo(AleoAddress other) {
    return address.hasX(other.x());
  }

  /** The point of which the account knows the secret that signs. */
  Point signing() {
    return signing;
  }

  Fp signingX() {
    return signingX;
  }

  Fp randomizerX() {
    return randomizerX;
  }
}
