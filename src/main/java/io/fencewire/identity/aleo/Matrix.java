package io.fencewire.identity.aleo;

import java.util.Arrays;

/** Square matrices over the field, as an array of rows; the first index is the row. */
final class Matrix {
  private Matrix() {}

  /** The product of a matrix and a column. */
  static Fp[] times(Fp[][] matrix, Fp[] column) {
    Fp[] result = new Fp[matrix.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Fp.dot(matrix[i], column);
    }
    return result;
  }

  /** The product of two matrices. */
  static Fp[][] product(Fp[][] left, Fp[][] right) {
    Fp[][] columns = transposed(right);
    return Arrays.stream(left).map(row -> times(columns, row)).toArray(Fp[][]::new);
  }

  /** Columns become rows. */
  static Fp[][] transposed(Fp[][] matrix) {
    Fp[][] result = new Fp[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /**
   * The inverse, by Gauss and Jordan. No rows are swapped: Poseidon's matrices, and what is left of
   * them without the first row and column, are Cauchy matrices, which have no zero where it matters.
   */
  static Fp[][] inverse(Fp[][] matrix) {
    int size = matrix.length;
    Fp[][] rows = new Fp[size][2 * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = matrix[i][j];
        rows[i][size + j] = i == j ? Fp.ONE : Fp.ZERO;
      }
    }
    for (int pivot = 0; pivot < size; pivot++) {
      clear(rows, pivot);
    }
    Fp[][] result = new Fp[size][];
    for (int i = 0; i < size; i++) {
      result[i] = Arrays.copyOfRange(rows[i], size, 2 * size);
    }
    return result;
  }

  /** Makes the pivot's column that of the unit matrix. */
  private static void clear(Fp[][] rows, int pivot) {
    Fp scale = rows[pivot][pivot].inverse();
    for (int j = 0; j < rows[pivot].length; j++) {
      rows[pivot][j] = rows[pivot][j].times(scale);
    }
    for (int i = 0; i < rows.length; i++) {
      Fp factor = rows[i][pivot];
      for (int j = 0; i != pivot && j < rows[i].length; j++) {
        rows[i][j] = rows[i][j].minus(factor.times(rows[pivot][j]));
      }
    }
  }
}
