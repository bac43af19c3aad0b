package org.vae4j.train;

import java.util.Arrays;
import org.vae4j.backend.Feed;
import org.vae4j.data.Dataset;
import org.vae4j.error.DataException;
import org.vae4j.tensor.NoiseGenerator;

/**
 * Rows divided at random into those to train on and those to evaluate. Both keep the data's order.
 *
 * @param training to train on
 * @param validation to evaluate after each epoch
 */
public record ValidationSplit(Dataset training, Dataset validation) {
  /**
   * Divides rows.
   *
   * @param fraction the part set aside, in (0, 1); the number of rows is rounded
   * @param seed which rows
   * @throws DataException if one of the two would be empty
   */
  public static ValidationSplit of(Dataset data, double fraction, long seed) {
    int held = (int) Math.round(data.rows() * fraction);
    if (held == 0 || held == data.rows()) {
      throw new DataException(
          "cannot set aside %s of the %d rows of %s for validation: expected at least one row on each side; give more rows or another fraction"
              .formatted(fraction, data.rows(), data.source()));
    }
    int[] order =
        new NoiseGenerator()
            .permutation(
                Feed.Draw.of(seed, "validation-split").stream("#order", 0, true), data.rows());
    return new ValidationSplit(
        data.select(sorted(order, held, data.rows())), data.select(sorted(order, 0, held)));
  }

  private static int[] sorted(int[] order, int from, int to) {
    return Arrays.stream(order, from, to).sorted().toArray();
  }
}
