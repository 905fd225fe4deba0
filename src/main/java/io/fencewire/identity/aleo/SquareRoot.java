package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Square roots in the field, whose p - 1 is 2⁴⁷ times an odd number t. A candidate is off by a root
 * of unity of order 2⁴⁷, and which one is found eight bits at a time in a table (Sarkar's way, some
 * three times as fast as that of Tonelli and Shanks here). Not constant-time: for public values.
 */
final class SquareRoot {
  private static final int TWO_ADICITY = 47;
  private static final BigInteger T = Fp.MODULUS.shiftRight(TWO_ADICITY);
  private static final BigInteger CANDIDATE = T.shiftRight(1);

  /** A root of unity of the full order 2⁴⁷: 22 is not a square. */
  private static final Fp ROOT = Fp.of(22).power(T);

  /** The square root of -1 that the point of order four has as its x-coordinate. */
  static final Fp OF_MINUS_ONE = ROOT.squared(TWO_ADICITY - 2);

  private static final int WINDOW = Byte.SIZE;
  private static final int DIGITS = 1 << WINDOW;

  /** 1/ROOT to the power of d·2⁸ⁱ in row i, column d. */
  private static final Fp[][] INVERSE_POWERS = inversePowers();

  /** The exponent of each power of that root of unity whose order is 2⁸. */
  private static final Map<Fp, Integer> LOGARITHMS = logarithms();

  private SquareRoot() {}

  /** A square root of u/v, or null if that is no square; v must not be zero. */
  static @Nullable Fp ofRatio(Fp u, Fp v) {
    if (u.isZero()) {
      return u;
    }
    // With q = u/v and no inversion: (u·s²·v)^((t-1)/2)·s is q^((t-1)/2)/v where s = v^(2⁴⁷-1).
    Fp s = allOnes(v, TWO_ADICITY);
    Fp w = u.times(s.squared()).times(v).power(CANDIDATE).times(s);
    Fp root = w.times(u);
    long exponent = logarithm(root.times(w).times(v));
    return (exponent & 1) == 0 ? root.times(inversePower(exponent >>> 1)) : null;
  }

  /** The value to the power of 2ⁿ - 1. */
  private static Fp allOnes(Fp value, int n) {
    if (n == 1) {
      return value;
    }
    Fp half = allOnes(value, n / 2);
    Fp even = half.squared(n / 2).times(half);
    return n % 2 == 0 ? even : even.squared().times(value);
  }

  /** Which power of ROOT this is. The lowest eight bits decide alone about the highest power. */
  private static long logarithm(Fp value) {
    int lowest = TWO_ADICITY % WINDOW;
    Fp[] lifted = new Fp[TWO_ADICITY / WINDOW + 1];
    lifted[0] = value;
    lifted[1] = value.squared(lowest);
    for (int i = 2; i < lifted.length; i++) {
      lifted[i] = lifted[i - 1].squared(WINDOW);
    }
    long found = 0;
    for (int i = lifted.length - 1; i >= 0; i--) {
      int lift = i == 0 ? 0 : lowest + (i - 1) * WINDOW;
      Fp rest = lifted[i].times(inversePower(found << lift));
      long digit = LOGARITHMS.getOrDefault(rest, 0);
      found |= (digit << (TWO_ADICITY - WINDOW)) >>> lift;
    }
    return found;
  }

  /** 1/ROOT to the power of an exponent, of which the lowest 47 bits count. */
  private static Fp inversePower(long exponent) {
    Fp result = Fp.ONE;
    for (int i = 0; i < INVERSE_POWERS.length; i++) {
      int digit = (int) (exponent >>> (i * WINDOW)) & (DIGITS - 1);
      result = digit == 0 ? result : result.times(INVERSE_POWERS[i][digit]);
    }
    return result;
  }

  private static Fp[][] inversePowers() {
    Fp[][] rows = new Fp[TWO_ADICITY / WINDOW + 1][DIGITS];
    Fp step = ROOT.inverse();
    for (Fp[] row : rows) {
      row[0] = Fp.ONE;
      for (int d = 1; d < DIGITS; d++) {
        row[d] = row[d - 1].times(step);
      }
      step = row[DIGITS - 1].times(step);
    }
    return rows;
  }

  private static Map<Fp, Integer> logarithms() {
    Map<Fp, Integer> exponents = new HashMap<>();
    Fp generator = ROOT.squared(TWO_ADICITY - WINDOW);
    Fp power = Fp.ONE;
    for (int exponent = 0; exponent < DIGITS; exponent++) {
      exponents.put(power, exponent);
      power = power.times(generator);
    }
    return exponents;
  }
}
