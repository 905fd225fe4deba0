package io.fencewire.identity.aleo;

import java.math.BigInteger;

/**
 * The generator that Poseidon's constants are drawn from: a shift register of 80 bits, Grain's, that
 * starts from the parameters of the hash, so that nobody could have chosen the constants.
 */
final class Grain {
  private static final int REGISTER_BITS = 80;
  private static final int WARM_UP = 160;
  private static final int[] TAPS = {62, 51, 38, 23, 13, 0};
  private static final int FIELD_BITS = Fp.MODULUS.bitLength();

  /** A ring: the oldest bit is at {@link #oldest}. */
  private final boolean[] register = new boolean[REGISTER_BITS];

  private int oldest;

  /** The generator for a hash with this width and these numbers of full and partial rounds. */
  Grain(int width, int fullRounds, int partialRounds) {
    seed(1, 2); // a prime field
    seed(0, 4); // an S-box that is a power
    seed(FIELD_BITS, 12);
    seed(width, 12);
    seed(fullRounds, 10);
    seed(partialRounds, 10);
    seed(-1, 30);
    for (int i = 0; i < WARM_UP; i++) {
      step();
    }
  }

  /** An element drawn anew until it is below p. */
  Fp below() {
    BigInteger drawn;
    do {
      drawn = bits();
    } while (drawn.compareTo(Fp.MODULUS) >= 0);
    return Fp.of(drawn);
  }

  /** An element drawn once and reduced modulo p. */
  Fp reduced() {
    return Fp.of(bits());
  }

  /** Appends the lowest bits of a number to what the register starts from, the highest first. */
  private void seed(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      push((value >>> i & 1) != 0);
    }
  }

  /** As many bits as the field has, the highest first: of each two steps, the first one decides. */
  private BigInteger bits() {
    BigInteger drawn = BigInteger.ZERO;
    for (int i = FIELD_BITS - 1; i >= 0; i--) {
      while (!step()) {
        step();
      }
      drawn = step() ? drawn.setBit(i) : drawn;
    }
    return drawn;
  }

  private boolean step() {
    boolean next = false;
    for (int tap : TAPS) {
      next ^= register[(oldest + tap) % REGISTER_BITS];
    }
    push(next);
    return next;
  }

  private void push(boolean bit) {
    register[oldest] = bit;
    oldest = (oldest + 1) % REGISTER_BITS;
  }
}
