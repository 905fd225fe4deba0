package io.fencewire.identity.aleo;

import java.math.BigInteger;

/** A number as signed, odd digits that are at least five bits apart, so that most bits are zero. */
final class NonAdjacentForm {
  /** The largest digit; the smallest is its opposite. */
  static final int DIGIT_MAX = 15;

  private static final int WIDTH = 2 * (DIGIT_MAX + 1);

  private NonAdjacentForm() {}

  /** The digits, that of the lowest bit first; not constant-time. */
  static int[] of(BigInteger value) {
    int[] digits = new int[value.bitLength() + 1];
    BigInteger rest = value;
    for (int i = 0; rest.signum() != 0; i++) {
      if (rest.testBit(0)) {
        int low = rest.intValue() & (WIDTH - 1);
        digits[i] = low > DIGIT_MAX ? low - WIDTH : low;
        rest = rest.subtract(BigInteger.valueOf(digits[i]));
      }
      rest = rest.shiftRight(1);
    }
    return digits;
  }
}
