package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * An integer modulo {@link #MODULUS}, the prime order of the group that accounts live in. Its
 * arithmetic is that of BigInteger, whose time depends on the values.
 *
 * @param value from 0 to below the modulus
 */
record Scalar(BigInteger value) {
  /** The prime r. */
  static final BigInteger MODULUS = new BigInteger(
      "2111115437357092606062206234695386632838870926408408195193685246394721360383");

  /** Length of an encoded scalar, in bytes. */
  static final int SIZE = 32;

  /** How many bits a hash is cut to, so that it is below the modulus. */
  private static final int HASH_BITS = MODULUS.bitLength() - 1;

  /** Checks the range. */
  Scalar {
    if (value.signum() < 0 || value.compareTo(MODULUS) >= 0) {
      throw new IllegalArgumentException("a scalar is at least 0 and below " + MODULUS);
    }
  }

  /** One of all scalars, each as likely as the others. */
  static Scalar random(SecureRandom random) {
    return new Scalar(Uniform.below(MODULUS, random));
  }

  /** The lowest 250 bits of a field element: cut, not reduced. */
  static Scalar cut(Fp hash) {
    BigInteger mask = BigInteger.ONE.shiftLeft(HASH_BITS).subtract(BigInteger.ONE);
    return new Scalar(hash.toBigInteger().and(mask));
  }

  /**
   * Reads 32 bytes from an offset, the lowest first.
   *
   * @throws EncodingException if the number is not below the modulus
   */
  static Scalar decode(byte[] bytes, int offset) throws EncodingException {
    BigInteger value = LittleEndian.decode(bytes, offset, SIZE);
    if (value.compareTo(MODULUS) >= 0) {
      throw new EncodingException("a scalar is not below " + MODULUS);
    }
    return new Scalar(value);
  }

  /** The number in 32 bytes, the lowest first. */
  byte[] encode() {
    return LittleEndian.encode(value, SIZE);
  }

  Scalar plus(Scalar other) {
    return new Scalar(value.add(other.value).mod(MODULUS));
  }

  Scalar minus(Scalar other) {
    return new Scalar(value.subtract(other.value).mod(MODULUS));
  }

  Scalar times(Scalar other) {
    return new Scalar(value.multiply(other.value).mod(MODULUS));
  }

  /** Says nothing about the value: most scalars are secret. */
  @Override
  public String toString() {
    return "a scalar";
  }
}
