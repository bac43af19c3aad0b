package org.vae4j.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.schema.Matrix;

/**
 * Codes that differ in one latent dimension: what a decoder makes of them shows what the dimension
 * means.
 *
 * @param dimensions the latent dimensions in order, from 0
 * @param codes [dimensions · steps, latent]: dimension by dimension, from the lowest value up
 */
record Traversal(List<Integer> dimensions, Matrix codes) {
  /** Where a dimension starts, negative, and ends: 99 of 100 values of the prior lie between. */
  static final float REACH = 2.5f;

  /**
   * Leads through each dimension from −{@value #REACH} to {@value #REACH}, and leaves the others as
   * they are in one row's code. Dimensions whose codes vary most over the rows come first: one that
   * the model does not use has the same code for all rows (the active units of Burda, Grosse and
   * Salakhutdinov, 2016, appendix C).
   *
   * @param codes of rows, [rows, latent]
   * @param row whose code to start from
   * @param steps at least 1
   */
  static Traversal of(Matrix codes, int row, int steps) {
    List<Integer> dimensions =
        IntStream.range(0, codes.columns())
            .boxed()
            .sorted(Comparator.comparingDouble(dimension -> -variance(codes, dimension)))
            .toList();
    Matrix traversed =
        Matrix.ofRows(
            dimensions.size() * steps,
            codes.columns(),
            (index, out) -> {
              codes.copyRow(row, out, 0);
              out[dimensions.get(index / steps)] = value(index % steps, steps);
            });
    return new Traversal(dimensions, traversed);
  }

  private static float value(int step, int steps) {
    return steps == 1 ? 0 : REACH * (2f * step / (steps - 1) - 1);
  }

  private static double variance(Matrix codes, int dimension) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < codes.rows(); row++) {
      double code = codes.get(row, dimension);
      sum += code;
      squares += code * code;
    }
    double mean = sum / codes.rows();
    return squares / codes.rows() - mean * mean;
  }
}
