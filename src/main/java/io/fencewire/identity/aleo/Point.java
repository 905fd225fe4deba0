package io.fencewire.identity.aleo;

import java.math.BigInteger;
import java.util.HexFormat;

/**
 * A point of the twisted Edwards curve -x² + y² = 1 + 3021·x²·y², in extended coordinates: x is X/Z,
 * y is Y/Z, and T is XY/Z. The curve has 4r points; accounts use the subgroup of the prime order r,
 * and {@link #decode} lets nothing else in.
 *
 * <p>Sums take the same steps for all points, the neutral one included. {@link #times} does not: it
 * is for public scalars; {@link GeneratorTable} is for secret ones.
 */
final class Point {
  private static final Fp D = Fp.of(3021);
  private static final Fp TWICE_D = D.times(Fp.TWO);

  /** The pairing's constant: a - d, up to its sign, which is a fourth power. */
  private static final Fp PAIRING = Fp.of(3022);

  private static final BigInteger FOURTH = Fp.MODULUS.shiftRight(2);
  private static final Fp MINUS_ONE = Fp.ONE.negated();

  static final Point NEUTRAL = new Point(Fp.ZERO, Fp.ONE, Fp.ONE, Fp.ZERO);

  private final Fp x;
  private final Fp y;
  private final Fp z;
  private final Fp t;

  private Point(Fp x, Fp y, Fp z, Fp t) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.t = t;
  }

  /** A point by its two coordinates, which must be known to lie on the curve. */
  static Point of(Fp x, Fp y) {
    return new Point(x, y, Fp.ONE, x.times(y));
  }

  /**
   * The point of the subgroup with this x-coordinate; there is at most one. 0 is the neutral one.
   *
   * @throws EncodingException if there is none
   */
  static Point decode(Fp x) throws EncodingException {
    if (x.isZero()) {
      return NEUTRAL;
    }
    Fp square = x.squared();
    Fp y = SquareRoot.ofRatio(square.negated().minus(Fp.ONE), D.times(square).minus(Fp.ONE));
    if (y == null) {
      throw new EncodingException("no point of the curve has the x-coordinate " + hex(x));
    }
    Fp coset = coset(x, y);
    if (coset.equals(Fp.ONE)) {
      return of(x, y);
    }
    if (coset.equals(MINUS_ONE)) {
      return of(x, y.negated());
    }
    throw new EncodingException("no point of prime order has the x-coordinate " + hex(x));
  }

  /**
   * Which of the four cosets of the subgroup a point is in, as a fourth root of unity: 1 for the
   * subgroup itself, -1 for the one that holds (x, -y) if this holds (x, y). This is Tate's pairing
   * with the point (i, 0) of order four, and takes a seventh of the time of a product with r.
   */
  private static Fp coset(Fp x, Fp y) {
    Fp line = SquareRoot.OF_MINUS_ONE.times(x).plus(Fp.ONE).times(Fp.ONE.minus(y));
    Fp rest = D.times(y.squared()).plus(Fp.ONE).times(PAIRING);
    return rest.times(line.squared()).power(FOURTH);
  }

  /** The x-coordinate, which is all that an encoded point has. */
  Fp affineX() {
    return x.times(z.inverse());
  }

  /** Whether the x-coordinate is this one. */
  boolean hasX(Fp other) {
    return x.equals(other.times(z));
  }

  Point plus(Point other) {
    return plus(other.addend());
  }

  /** The sum (add-2008-hwcd-3). */
  Point plus(Addend other) {
    Fp a = y.minus(x).times(other.difference);
    Fp b = y.plus(x).times(other.sum);
    Fp c = t.times(other.product);
    Fp d = z.times(other.twiceZ);
    return completed(b.minus(a), d.minus(c), d.plus(c), b.plus(a));
  }

  /** Twice this (dbl-2008-hwcd). */
  Point twice() {
    Fp a = x.squared();
    Fp b = y.squared();
    Fp zz = z.squared();
    Fp e = x.plus(y).squared().minus(a).minus(b);
    Fp g = b.minus(a);
    return completed(e, g.minus(zz).minus(zz), g, a.plus(b).negated());
  }

  private static Point completed(Fp e, Fp f, Fp g, Fp h) {
    return new Point(e.times(f), g.times(h), f.times(g), e.times(h));
  }

  /** The product with a scalar that is no secret. */
  Point times(Scalar scalar) {
    int[] digits = NonAdjacentForm.of(scalar.value());
    Addend[] odd = oddMultiples();
    Point result = NEUTRAL;
    for (int i = digits.length - 1; i >= 0; i--) {
      result = result.twice();
      int digit = digits[i];
      if (digit > 0) {
        result = result.plus(odd[digit / 2]);
      } else if (digit < 0) {
        result = result.plus(odd[-digit / 2].negated());
      }
    }
    return result;
  }

  /** 1, 3, 5 … times this. */
  private Addend[] oddMultiples() {
    Addend[] odd = new Addend[NonAdjacentForm.DIGIT_MAX / 2 + 1];
    Addend twice = twice().addend();
    Point multiple = this;
    for (int i = 0; i < odd.length; i++) {
      odd[i] = multiple.addend();
      multiple = multiple.plus(twice);
    }
    return odd;
  }

  /** This, prepared to be added to others. */
  Addend addend() {
    return new Addend(y.plus(x), y.minus(x), t.times(TWICE_D), z.plus(z));
  }

  private static String hex(Fp x) {
    return HexFormat.of().formatHex(x.encode());
  }

  /** What a sum needs of its second point: Y + X, Y - X, 2dT and 2Z. */
  record Addend(Fp sum, Fp difference, Fp product, Fp twiceZ) {
    private Addend negated() {
      // The opposite point has -X for X: sum and difference change places.
      return new Addend(/* sum= */ difference, /* difference= */ sum, product.negated(), twiceZ);
    }
  }
}
