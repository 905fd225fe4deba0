package io.fencewire.identity.aleo;

import java.math.BigInteger;

/**
 * The generator G of accounts and signatures, and its multiples from which a product with any scalar
 * is a sum: for each four bits of a scalar the 16 multiples that they can stand for.
 *
 * <p>A product takes the same steps for every scalar: each row is read whole, and the multiple is
 * picked with masks. As with {@link Fp}, that is a property of the source, not of machine code.
 */
final class GeneratorTable {
  /** Hashed to the curve from "AleoAccountEncryptionAndSignatureScheme0 in 1". */
  private static final Point GENERATOR = Point.of(
      Fp.of(new BigInteger(
          "522678458525321116977504528531602186870683848189190546523208313015552693483")),
      Fp.of(new BigInteger(
          "4625467284263880392848236339834904393692054417272076479096796531274999498606")));

  private static final int DIGIT_BITS = 4;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final Row[] ROWS = rows();

  private GeneratorTable() {}

  /** The product of G with a scalar. */
  static Point times(Scalar scalar) {
    byte[] bytes = scalar.encode();
    Point sum = Point.NEUTRAL;
    for (int i = 0; i < ROWS.length; i++) {
      int digit = bytes[i / 2] >>> (i % 2 * DIGIT_BITS) & (DIGITS - 1);
      sum = sum.plus(ROWS[i].select(digit));
    }
    return sum;
  }

  private static Row[] rows() {
    Row[] rows = new Row[(Scalar.MODULUS.bitLength() + DIGIT_BITS - 1) / DIGIT_BITS];
    Point step = GENERATOR;
    for (int i = 0; i < rows.length; i++) {
      Point[] multiples = new Point[DIGITS];
      multiples[0] = Point.NEUTRAL;
      for (int digit = 1; digit < DIGITS; digit++) {
        multiples[digit] = multiples[digit - 1].plus(step);
      }
      rows[i] = Row.of(multiples);
      step = multiples[DIGITS - 1].plus(step);
    }
    return rows;
  }

  /** The multiples for one digit, coordinate by coordinate. */
  private static final class Row {
    private final Fp[] sums = new Fp[DIGITS];
    private final Fp[] differences = new Fp[DIGITS];
    private final Fp[] products = new Fp[DIGITS];
    private final Fp[] twiceZs = new Fp[DIGITS];

    private static Row of(Point[] multiples) {
      Row row = new Row();
      for (int digit = 0; digit < DIGITS; digit++) {
        Point.Addend multiple = multiples[digit].addend();
        row.sums[digit] = multiple.sum();
        row.differences[digit] = multiple.difference();
        row.products[digit] = multiple.product();
        row.twiceZs[digit] = multiple.twiceZ();
      }
      return row;
    }

    private Point.Addend select(int digit) {
      return new Point.Addend(
          Fp.select(sums, digit),
          Fp.select(differences, digit),
          Fp.select(products, digit),
          Fp.select(twiceZs, digit));
    }
  }
}
