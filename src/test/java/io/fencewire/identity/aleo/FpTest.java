package io.fencewire.identity.aleo;

import static io.fencewire.identity.aleo.Fp.MODULUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The field against BigInteger. */
class FpTest {
  private static final long SEED = 20_241_018;

  private final Random random = new Random(SEED);

  @Test
  void sumsDifferencesAndProductsAreThoseOfBigInteger() {
    for (BigInteger a : numbers()) {
      for (BigInteger b : numbers()) {
        Fp x = Fp.of(a);
        Fp y = Fp.of(b);
        String pair = a + " and " + b + ", seed " + SEED;
        assertThat(x.plus(y).toBigInteger()).as(pair).isEqualTo(a.add(b).mod(MODULUS));
        assertThat(x.minus(y).toBigInteger()).as(pair).isEqualTo(a.subtract(b).mod(MODULUS));
        assertThat(x.times(y).toBigInteger()).as(pair).isEqualTo(a.multiply(b).mod(MODULUS));
      }
    }
  }

  @Test
  void aSumOfSixteenProductsIsThatOfBigInteger() {
    List<BigInteger> numbers = numbers();
    for (int round = 0; round < 1000; round++) {
      int size = 1 + random.nextInt(16);
      Fp[] a = new Fp[size];
      Fp[] b = new Fp[size];
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < size; i++) {
        BigInteger x = numbers.get(random.nextInt(numbers.size()));
        BigInteger y = numbers.get(random.nextInt(numbers.size()));
        a[i] = Fp.of(x);
        b[i] = Fp.of(y);
        sum = sum.add(x.multiply(y));
      }
      assertThat(Fp.dot(a, b).toBigInteger())
          .as("round %d, seed %d", round, SEED)
          .isEqualTo(sum.mod(MODULUS));
    }
  }

  @Test
  void theLargestSumOfProductsStaysInItsLimbs() {
    Fp[] largest = new Fp[16];
    // The largest limbs there can be are those of the largest number in Montgomery form.
    BigInteger entry = BigInteger.ONE.shiftLeft(260);
    BigInteger value = MODULUS.subtract(BigInteger.ONE).multiply(entry.modInverse(MODULUS));
    Arrays.fill(largest, Fp.of(value));
    BigInteger sum = value.multiply(value).multiply(BigInteger.valueOf(16)).mod(MODULUS);
    assertThat(Fp.dot(largest, largest).toBigInteger()).isEqualTo(sum);
  }

  @Test
  void powersAndInversesAreThoseOfBigInteger() {
    for (BigInteger a : numbers()) {
      BigInteger exponent = new BigInteger(random.nextInt(260), random);
      assertThat(Fp.of(a).power(exponent).toBigInteger())
          .as("%s to the power of %s, seed %d", a, exponent, SEED)
          .isEqualTo(a.modPow(exponent, MODULUS));
      if (a.signum() != 0) {
        assertThat(Fp.of(a).inverse().toBigInteger()).isEqualTo(a.modInverse(MODULUS));
      }
    }
    assertThat(Fp.ZERO.inverse()).isEqualTo(Fp.ZERO);
  }

  @Test
  void bytesAreTheLowestFirst() throws EncodingException {
    for (BigInteger a : numbers()) {
      byte[] bytes = LittleEndian.encode(a, Fp.SIZE);
      assertThat(Fp.of(a).encode()).isEqualTo(bytes);
      assertThat(Fp.decode(bytes, 0)).isEqualTo(Fp.of(a)).hasSameHashCodeAs(Fp.of(a));
    }
  }

  @Test
  void aNumberThatIsNotBelowTheModulusIsRefused() {
    for (BigInteger a :
        List.of(MODULUS, MODULUS.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(255))) {
      assertThatThrownBy(() -> Fp.decode(LittleEndian.encode(a, Fp.SIZE), 0))
          .isInstanceOf(EncodingException.class)
          .hasMessageContaining("not below " + MODULUS);
    }
  }

  @Test
  void theChosenElementIsTheOneAtTheIndex() {
    Fp[] choices = numbers().stream().limit(16).map(Fp::of).toArray(Fp[]::new);
    for (int i = 0; i < choices.length; i++) {
      assertThat(Fp.select(choices, i)).isEqualTo(choices[i]);
    }
  }

  /** Small and large ones, such with full limbs, and any. */
  private List<BigInteger> numbers() {
    List<BigInteger> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      numbers.add(BigInteger.valueOf(i));
      numbers.add(MODULUS.subtract(BigInteger.valueOf(i + 1)));
    }
    for (int bits = 51; bits < 253; bits += 50) {
      numbers.add(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).mod(MODULUS));
    }
    for (int i = 0; i < 40; i++) {
      numbers.add(new BigInteger(300, random).mod(MODULUS));
    }
    return numbers;
  }
}
