package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Numbers below a bound, each as likely as the others. */
final class Uniform {
  private Uniform() {}

  /** Draws as many bits as the bound has, again until the number is below it. */
  static BigInteger below(BigInteger bound, SecureRandom random) {
    BigInteger drawn;
    do {
      drawn = new BigInteger(bound.bitLength(), random);
    } while (drawn.compareTo(bound) >= 0);
    return drawn;
  }
}
