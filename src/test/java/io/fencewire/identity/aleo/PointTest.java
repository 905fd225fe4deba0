package io.fencewire.identity.aleo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PointTest {
  private static final long SEED = 11;
  private static final Fp D = Fp.of(3021);

  private final Random random = new Random(SEED);

  @Test
  void thePowersOfTheGeneratorAreThoseOfTheReference() throws GeneralSecurityException {
    JsonObject constants = Vectors.object("constants");
    List<String> known =
        constants.getJsonArray("gPowersX").stream().map(String.class::cast).toList();
    List<String> powers = new ArrayList<>();
    for (int i = 0; i <= 250; i++) {
      Scalar power = new Scalar(BigInteger.ONE.shiftLeft(i));
      powers.add(GeneratorTable.times(power).affineX().toBigInteger().toString());
    }
    assertThat(powers.subList(0, 4)).isEqualTo(known.subList(0, 4));
    assertThat(powers.subList(248, 251)).isEqualTo(known.subList(4, 7));
    byte[] digest = MessageDigest.getInstance("SHA-256")
        .digest(String.join(",", powers).getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(constants.getString("gPowersXsha256"));
  }

  @Test
  void theTableAndTheLadderAgree() {
    Point generator = GeneratorTable.times(scalar(BigInteger.ONE));
    for (BigInteger value : values()) {
      Scalar scalar = scalar(value);
      Fp x = GeneratorTable.times(scalar).affineX();
      assertThat(generator.times(scalar).affineX())
          .as("%s, seed %d", value, SEED)
          .isEqualTo(x);
      assertThat(bitByBit(generator, value).affineX()).as("%s", value).isEqualTo(x);
    }
  }

  @Test
  void productsAddUp() {
    Point point = GeneratorTable.times(scalar(new BigInteger(250, random)));
    for (BigInteger value : values()) {
      Point rest = point.times(scalar(Scalar.MODULUS.subtract(value).mod(Scalar.MODULUS)));
      Point sum = point.times(scalar(value)).plus(rest);
      assertThat(sum.hasX(Fp.ZERO)).as("%s, seed %d", value, SEED).isTrue();
    }
  }

  /** What decides which points are let in, against the slow and certain way: the product with r. */
  @Test
  void theDecodedPointIsTheOneOfPrimeOrder() {
    int decoded = 0;
    for (int i = 0; i < 400; i++) {
      Fp x = Fp.of(new BigInteger(253, random));
      Point expected = ofPrimeOrder(x);
      Point actual = decodedOrNull(x);
      String what = x.toBigInteger() + ", seed " + SEED;
      assertThat(actual == null).as(what).isEqualTo(expected == null);
      if (actual != null && expected != null) {
        decoded++;
        assertThat(actual.plus(expected).affineX())
            .as(what)
            .isEqualTo(expected.twice().affineX());
      }
    }
    assertThat(decoded).isBetween(50, 150);
  }

  @Test
  void pointsOfSmallOrderAreRefusedExceptTheNeutralOne() throws EncodingException {
    assertThat(Point.decode(Fp.ZERO)).isSameAs(Point.NEUTRAL);
    Fp i = SquareRoot.OF_MINUS_ONE;
    assertThat(i.squared()).isEqualTo(Fp.ONE.negated());
    for (Fp x : List.of(i, i.negated())) {
      assertThatThrownBy(() -> Point.decode(x))
          .isInstanceOf(EncodingException.class)
          .hasMessageContaining("no point of prime order");
    }
  }

  @Test
  void everyOtherNumberIsASquare() {
    int roots = 0;
    for (int i = 0; i < 400; i++) {
      Fp u = Fp.of(new BigInteger(253, random));
      Fp v = Fp.of(new BigInteger(253, random));
      boolean isSquare = u.times(v).power(Fp.MODULUS.shiftRight(1)).equals(Fp.ONE);
      Fp root = SquareRoot.ofRatio(u, v);
      assertThat(root != null).as("number %d, seed %d", i, SEED).isEqualTo(isSquare);
      if (root != null) {
        roots++;
        assertThat(root.squared().times(v)).isEqualTo(u);
      }
    }
    assertThat(roots).isBetween(150, 250);
  }

  private static @Nullable Point decodedOrNull(Fp x) {
    try {
      return Point.decode(x);
    } catch (EncodingException e) {
      return null;
    }
  }

  private static @Nullable Point ofPrimeOrder(Fp x) {
    Fp square = x.squared();
    Fp ratio =
        square.negated().minus(Fp.ONE).times(D.times(square).minus(Fp.ONE).inverse());
    Fp y = SquareRoot.ofRatio(ratio, Fp.ONE);
    if (y == null) {
      return null;
    }
    for (Fp candidate : List.of(y, y.negated())) {
      Point point = Point.of(x, candidate);
      Point product = bitByBit(point, Scalar.MODULUS);
      if (product.hasX(Fp.ZERO) && product.plus(point).hasX(x)) {
        return point;
      }
    }
    return null;
  }

  private static Point bitByBit(Point point, BigInteger factor) {
    Point result = Point.NEUTRAL;
    for (int i = factor.bitLength() - 1; i >= 0; i--) {
      result = result.plus(result);
      result = factor.testBit(i) ? result.plus(point) : result;
    }
    return result;
  }

  private List<BigInteger> values() {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      values.add(BigInteger.valueOf(i));
      values.add(Scalar.MODULUS.subtract(BigInteger.valueOf(i + 1)));
      values.add(new BigInteger(250, random));
    }
    return values;
  }

  private static Scalar scalar(BigInteger value) {
    return new Scalar(value);
  }
}
