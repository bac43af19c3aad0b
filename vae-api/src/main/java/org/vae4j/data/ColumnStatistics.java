package org.vae4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.schema.Matrix.RowSource;
import org.vae4j.schema.Scaling;

/** Range, mean and standard deviation of every column, in two passes and double precision. */
final class ColumnStatistics {

  private final double[] minimum;
  private final double[] maximum;
  private final double[] mean;
  private final double[] deviation;

  private ColumnStatistics(int width) {
    minimum = new double[width];
    maximum = new double[width];
    mean = new double[width];
    deviation = new double[width];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  static ColumnStatistics of(int rows, int width, RowSource source) {
    ColumnStatistics all = new ColumnStatistics(width);
    float[] row = new float[width];
    for (int r = 0; r < rows; r++) {
      source.fill(r, row);
      for (int c = 0; c < width; c++) {
        all.minimum[c] = Math.min(all.minimum[c], row[c]);
        all.maximum[c] = Math.max(all.maximum[c], row[c]);
        all.mean[c] += row[c] / (double) rows;
      }
    }
    for (int r = 0; r < rows; r++) {
      source.fill(r, row);
      for (int c = 0; c < width; c++) {
        double difference = row[c] - all.mean[c];
        all.deviation[c] += difference * difference / rows;
      }
    }
    for (int c = 0; c < width; c++) {
      all.deviation[c] = Math.sqrt(all.deviation[c]);
    }
    return all;
  }

  /** Mean 0, standard deviation 1; a constant column, whose mean is off by rounding, becomes 0. */
  List<Scaling> standardizing() {
    return IntStream.range(0, mean.length)
        .mapToObj(
            c ->
                minimum[c] == maximum[c]
                    ? Scaling.standardize(minimum[c], 0)
                    : Scaling.standardize(mean[c], deviation[c]))
        .toList();
  }

  /** From 0 to 1. */
  List<Scaling> toUnitRange() {
    return IntStream.range(0, mean.length)
        .mapToObj(c -> Scaling.unitRange(minimum[c], maximum[c]))
        .toList();
  }
}
