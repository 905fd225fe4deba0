package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An element of the field that the curve lies over, which is the scalar field of BLS12-377:
 * integers modulo {@link #MODULUS}, a prime of 253 bits.
 *
 * <p>Kept in Montgomery form, times 2²⁶⁰ modulo p, as five limbs of 52 bits, and always below p.
 * Limbs with twelve bits to spare add up without carries, and the signed {@link Math#multiplyHigh},
 * the only one that Java 17 has, gives the upper half of their products.
 *
 * <p>Arithmetic takes no branch and reads no address that depends on a value, as far as the source
 * goes; what the JIT compiler makes of it is not checked. {@link #power} depends on its exponent.
 */
final class Fp {
  /** The prime p. */
  static final BigInteger MODULUS = new BigInteger(
      "8444461749428370424248824938781546531375899335154063827935233455917409239041");

  /** Length of an encoded element, in bytes. */
  static final int SIZE = 32;

  private static final int LIMBS = 5;
  private static final int LIMB_BITS = 52;
  private static final int HIGH_SHIFT = (Long.SIZE - LIMB_BITS) / 2;
  private static final long MASK = (1L << LIMB_BITS) - 1;
  private static final long P0 = 0x1800000000001L;
  private static final long P1 = 0xfed00000010a1L;
  private static final long P2 = 0xc37b00159aa76L;
  private static final long P3 = 0xa55660b44d1e5L;
  private static final long P4 = 0x012ab655e9a2cL;

  /** -1/p modulo 2⁵²: times the lowest limb, it is the multiple of p that clears that limb. */
  private static final long CLEARING = 0x17fffffffffffL;

  /** 2⁵²⁰ modulo p, plain: a product with it brings a number into Montgomery form. */
  private static final Fp ENTRY = plain(BigInteger.ONE.shiftLeft(520).mod(MODULUS));

  /** The number 1, plain: a product with it leads out of Montgomery form. */
  private static final Fp EXIT = plain(BigInteger.ONE);

  static final Fp ZERO = new Fp(new long[LIMBS]);
  static final Fp ONE = of(1);
  static final Fp TWO = of(2);

  private final long[] limbs;

  private Fp(long[] limbs) {
    this.limbs = limbs;
  }

  /** A small number. */
  static Fp of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** A number, reduced modulo p. */
  static Fp of(BigInteger value) {
    return plain(value.mod(MODULUS)).times(ENTRY);
  }

  /**
   * Reads 32 bytes from an offset, the lowest first.
   *
   * @throws EncodingException if the number is not below p; the message does not quote it
   */
  static Fp decode(byte[] bytes, int offset) throws EncodingException {
    BigInteger value = LittleEndian.decode(bytes, offset, SIZE);
    if (value.compareTo(MODULUS) >= 0) {
      throw new EncodingException("a field element is not below " + MODULUS);
    }
    return of(value);
  }

  /** The number in 32 bytes, the lowest first. */
  byte[] encode() {
    long[] plain = times(EXIT).limbs;
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      int bit = i * Byte.SIZE;
      int limb = bit / LIMB_BITS;
      int shift = bit % LIMB_BITS;
      long here = plain[limb] >>> shift;
      long above = limb + 1 < LIMBS ? plain[limb + 1] << (LIMB_BITS - shift) : 0;
      bytes[i] = (byte) (here | above);
    }
    return bytes;
  }

  /** The number. */
  BigInteger toBigInteger() {
    return LittleEndian.decode(encode(), 0, SIZE);
  }

  Fp plus(Fp other) {
    long[] a = limbs;
    long[] b = other.limbs;
    return reduced(a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]);
  }

  Fp minus(Fp other) {
    long[] a = limbs;
    long[] b = other.limbs;
    return reduced(
        a[0] - b[0] + P0, a[1] - b[1] + P1, a[2] - b[2] + P2, a[3] - b[3] + P3, a[4] - b[4] + P4);
  }

  Fp negated() {
    return ZERO.minus(this);
  }

  /**
   * Montgomery's product. Limb by limb of this: a row of products is added, then the multiple of p
   * that clears the lowest limb, which is dropped. Each of the sums t stays below 2⁵⁷.
   */
  Fp times(Fp other) {
    long b0 = other.limbs[0];
    long b1 = other.limbs[1];
    long b2 = other.limbs[2];
    long b3 = other.limbs[3];
    long b4 = other.limbs[4];
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (long a : limbs) {
      long n = t0 + low(a, b0);
      long m = (n * CLEARING) & MASK;
      long carry = (n + low(m, P0)) >>> LIMB_BITS;
      t0 = carry + t1 + low(a, b1) + low(m, P1) + high(a, b0) + high(m, P0);
      t1 = t2 + low(a, b2) + low(m, P2) + high(a, b1) + high(m, P1);
      t2 = t3 + low(a, b3) + low(m, P3) + high(a, b2) + high(m, P2);
      t3 = t4 + low(a, b4) + low(m, P4) + high(a, b3) + high(m, P3);
      t4 = high(a, b4) + high(m, P4);
    }
    return reduced(t0, t1, t2, t3, t4);
  }

  Fp squared() {
    return times(this);
  }

  /** This to the power of 2 to the power of {@code times}. */
  Fp squared(int times) {
    Fp result = this;
    for (int i = 0; i < times; i++) {
      result = result.squared();
    }
    return result;
  }

  /**
   * The sum of the products of each element of {@code a} with its neighbour in {@code b}, at a
   * little more than half of the price of so many products: all rows are added before a limb is
   * cleared. There may be up to 16 of them: the sums stay below 2⁶⁰, and the result below 2p.
   */
  static Fp dot(Fp[] a, Fp[] b) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < LIMBS; i++) {
      long t5 = 0;
      for (int k = 0; k < a.length; k++) {
        long x = a[k].limbs[i];
        long[] y = b[k].limbs;
        t0 += low(x, y[0]);
        t1 += low(x, y[1]) + high(x, y[0]);
        t2 += low(x, y[2]) + high(x, y[1]);
        t3 += low(x, y[3]) + high(x, y[2]);
        t4 += low(x, y[4]) + high(x, y[3]);
        t5 += high(x, y[4]);
      }
      long m = (t0 * CLEARING) & MASK;
      long carry = (t0 + low(m, P0)) >>> LIMB_BITS;
      t0 = carry + t1 + low(m, P1) + high(m, P0);
      t1 = t2 + low(m, P2) + high(m, P1);
      t2 = t3 + low(m, P3) + high(m, P2);
      t3 = t4 + low(m, P4) + high(m, P3);
      t4 = t5 + high(m, P4);
    }
    return reduced(t0, t1, t2, t3, t4);
  }

  /** This to the power of an exponent that is no secret: the time depends on it. */
  Fp power(BigInteger exponent) {
    Fp[] powers = new Fp[16];
    powers[0] = ONE;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1].times(this);
    }
    Fp result = ONE;
    for (int window = (exponent.bitLength() + 3) / 4 - 1; window >= 0; window--) {
      int digit = exponent.shiftRight(4 * window).intValue() & 0xf;
      result = result.squared(4);
      result = digit == 0 ? result : result.times(powers[digit]);
    }
    return result;
  }

  /** 1 through this; 0 for 0. */
  Fp inverse() {
    return power(MODULUS.subtract(BigInteger.TWO));
  }

  boolean isZero() {
    return equals(ZERO);
  }

  /** The element of {@code choices} at {@code index}, found by reading all of them alike. */
  static Fp select(Fp[] choices, int index) {
    long[] chosen = new long[LIMBS];
    for (int i = 0; i < choices.length; i++) {
      long mask = ((i ^ index) - 1L) >> (Long.SIZE - 1);
      for (int j = 0; j < LIMBS; j++) {
        chosen[j] |= choices[i].limbs[j] & mask;
      }
    }
    return new Fp(chosen);
  }

  /** Carries what is beyond the limbs upwards, and takes p off once if it is not too much. */
  private static Fp reduced(long t0, long t1, long t2, long t3, long t4) {
    long u1 = t1 + (t0 >> LIMB_BITS);
    long u2 = t2 + (u1 >> LIMB_BITS);
    long u3 = t3 + (u2 >> LIMB_BITS);
    long u4 = t4 + (u3 >> LIMB_BITS);
    long s0 = (t0 & MASK) - P0;
    long s1 = (u1 & MASK) - P1 + (s0 >> LIMB_BITS);
    long s2 = (u2 & MASK) - P2 + (s1 >> LIMB_BITS);
    long s3 = (u3 & MASK) - P3 + (s2 >> LIMB_BITS);
    long s4 = u4 - P4 + (s3 >> LIMB_BITS);
    long below = s4 >> (Long.SIZE - 1);
    return new Fp(new long[] {
      ((t0 & below) | (s0 & ~below)) & MASK,
      ((u1 & below) | (s1 & ~below)) & MASK,
      ((u2 & below) | (s2 & ~below)) & MASK,
      ((u3 & below) | (s3 & ~below)) & MASK,
      ((u4 & below) | (s4 & ~below)) & MASK
    });
  }

  /** The lower 52 bits of a product of limbs. */
  private static long low(long a, long b) {
    return (a * b) & MASK;
  }

  /** The bits above: shifted by six each, the factors stay positive. */
  private static long high(long a, long b) {
    return Math.multiplyHigh(a << HIGH_SHIFT, b << HIGH_SHIFT);
  }

  /** The limbs of a number below p as they are. */
  private static Fp plain(BigInteger value) {
    long[] limbs = new long[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] = value.shiftRight(i * LIMB_BITS).longValue() & MASK;
    }
    return new Fp(limbs);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fp that && Arrays.equals(limbs, that.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limbs);
  }
}
