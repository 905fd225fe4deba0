package io.fencewire.identity.aleo;

import java.util.Arrays;

/**
 * The constants of Poseidon for one width: what is added in each round, and the matrix that mixes.
 * Then the same in the form that the partial rounds are computed in.
 *
 * <p>In a partial round only the first element goes through the S-box, so whatever touches only the
 * others can be done earlier. Of each partial round's matrix the part that maps the others to the
 * others is moved before it, into the matrix before the first of them, and so are the additions to
 * the others. What is left of a round is one addition, a row and a column: 2t - 1 products, not t².
 */
final class PoseidonConstants {
  static final int FULL_ROUNDS = 8;
  static final int PARTIAL_ROUNDS = 31;

  /** Added before the S-box, one row for each round of the definition. */
  final Fp[][] additions;

  /** Mixes after the S-box: a row for each element of the result. */
  final Fp[][] mixing;

  /** Takes the place of {@link #mixing} just before the partial rounds. */
  final Fp[][] entryMixing;

  /** Added to all elements before the first partial round. */
  final Fp[] entryAdditions;

  /** Added to the first element after the S-box of each partial round; 0 in the last. */
  final Fp[] carried;

  /** For each partial round: how much of each of the others is added to the first element. */
  final Fp[][] rows;

  /** For each partial round: how much of the first element is added to each of the others. */
  final Fp[][] columns;

  PoseidonConstants(int width) {
    Grain grain = new Grain(width, FULL_ROUNDS, PARTIAL_ROUNDS);
    this.additions = new Fp[FULL_ROUNDS + PARTIAL_ROUNDS][width];
    for (Fp[] round : additions) {
      Arrays.setAll(round, i -> grain.below());
    }
    this.mixing = cauchy(grain, width);
    this.carried = new Fp[PARTIAL_ROUNDS];
    this.rows = new Fp[PARTIAL_ROUNDS][];
    this.columns = new Fp[PARTIAL_ROUNDS][];
    Fp[] gathered = gatherAdditions();
    Fp[][] moved = bordered(gatherMixing());
    this.entryMixing = Matrix.product(moved, mixing);
    this.entryAdditions = Matrix.times(moved, gathered);
  }

  private static Fp[][] cauchy(Grain grain, int width) {
    Fp[] xs = new Fp[width];
    Fp[] ys = new Fp[width];
    Arrays.setAll(xs, i -> grain.reduced());
    Arrays.setAll(ys, i -> grain.reduced());
    Fp[][] matrix = new Fp[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        matrix[i][j] = xs[i].plus(ys[j]).inverse();
      }
    }
    return matrix;
  }

  /**
   * Moves additions through the matrix before them, from the last partial round to the first. There
   * the part for the first element must stay, behind the S-box.
   *
   * @return what is added before the first partial round
   */
  private Fp[] gatherAdditions() {
    Fp[][] unmixing = Matrix.inverse(mixing);
    carried[PARTIAL_ROUNDS - 1] = Fp.ZERO;
    Fp[] gathered = partialAdditions(PARTIAL_ROUNDS - 1);
    for (int round = PARTIAL_ROUNDS - 2; round >= 0; round--) {
      Fp[] moved = Matrix.times(unmixing, gathered);
      carried[round] = moved[0];
      gathered = partialAdditions(round).clone();
      for (int i = 1; i < gathered.length; i++) {
        gathered[i] = gathered[i].plus(moved[i]);
      }
    }
    return gathered;
  }

  private Fp[] partialAdditions(int round) {
    return additions[FULL_ROUNDS / 2 + round];
  }

  /**
   * Moves the part of the matrices that maps the others to the others, from the last partial round
   * to the first. With that part M, moved i times, a round is left with the row v·M⁻ⁱ and the column
   * Mⁱ⁻¹·w.
   *
   * @return what has come together before the first partial round: M to the power of their number
   */
  private Fp[][] gatherMixing() {
    Fp[][] others = others();
    Fp[][] backwards = Matrix.transposed(Matrix.inverse(others));
    Fp[] row = tail(mixing[0]);
    Fp[] column = tail(Matrix.transposed(mixing)[0]);
    Fp[][] power = others;
    for (int round = PARTIAL_ROUNDS - 1; round >= 0; round--) {
      row = Matrix.times(backwards, row);
      rows[round] = row;
      columns[round] = column;
      column = Matrix.times(others, column);
      power = round == 0 ? power : Matrix.product(power, others);
    }
    return power;
  }

  /** The part of the matrix without the first row and column. */
  private Fp[][] others() {
    return Arrays.stream(mixing).skip(1).map(PoseidonConstants::tail).toArray(Fp[][]::new);
  }

  /** A matrix for the others as one for all elements, which leaves the first as it is. */
  private static Fp[][] bordered(Fp[][] others) {
    Fp[][] result = new Fp[others.length + 1][others.length + 1];
    for (Fp[] row : result) {
      Arrays.fill(row, Fp.ZERO);
    }
    result[0][0] = Fp.ONE;
    for (int i = 0; i < others.length; i++) {
      System.arraycopy(others[i], 0, result[i + 1], 1, others.length);
    }
    return result;
  }

  private static Fp[] tail(Fp[] row) {
    return Arrays.copyOfRange(row, 1, row.length);
  }
}
