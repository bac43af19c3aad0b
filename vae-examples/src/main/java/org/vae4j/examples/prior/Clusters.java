package org.vae4j.examples.prior;

import org.vae4j.data.Dataset;
import org.vae4j.schema.Matrix;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;

/**
 * Rows of eight columns about five centers on a circle: a place of two coordinates, each in four of
 * the columns, and noise in all. Their density is known.
 */
final class Clusters {
  private static final int COUNT = 5;
  private static final int COLUMNS = 8;
  private static final double RADIUS = 4;
  private static final double DEVIATION = 0.3;

  private Clusters() {}

  static Dataset of(int rows, long seed) {
    NoiseGenerator noise = new NoiseGenerator();
    NoiseStream stream = NoiseStream.of(seed, "data", "clusters", 0, 0, 0);
    float[] normal = new float[2 + COLUMNS];
    return Dataset.of(
        Matrix.ofRows(
            rows,
            COLUMNS,
            (row, out) -> {
              noise.fillNormal(stream, 0, row, 1, normal.length, normal, 0);
              for (int column = 0; column < COLUMNS; column++) {
                double place = center(row % COUNT, column % 2) + DEVIATION * normal[column % 2];
                out[column] = (float) (place / 2 + DEVIATION * normal[2 + column]);
              }
            }));
  }

  private static double center(int cluster, int coordinate) {
    double angle = 2 * Math.PI * cluster / COUNT;
    return RADIUS * (coordinate == 0 ? Math.cos(angle) : Math.sin(angle));
  }

  /**
   * The mean of log p(x) over rows, in nats: what no model can exceed but by luck. Along the two
   * directions of the place both variances add up, in the other six only the noise is left.
   */
  static double logDensity(Dataset data) {
    double noise = DEVIATION * DEVIATION;
    double sum = 0;
    for (int row = 0; row < data.rows(); row++) {
      double[] place = new double[2];
      double squares = 0;
      float[] x = data.row(row).toArray();
      for (int column = 0; column < COLUMNS; column++) {
        place[column % 2] += x[column] / 2;
        squares += x[column] * x[column];
      }
      double rest = squares - place[0] * place[0] - place[1] * place[1];
      double density = 0;
      for (int cluster = 0; cluster < COUNT; cluster++) {
        double dx = place[0] - center(cluster, 0);
        double dy = place[1] - center(cluster, 1);
        density += Math.exp(normal(dx * dx + dy * dy, 2, 2 * noise)) / COUNT;
      }
      sum += Math.log(density) + normal(rest, COLUMNS - 2, noise);
    }
    return sum / data.rows();
  }

  /** log N(x; 0, variance) of so many columns with that sum of squares. */
  private static double normal(double squares, int columns, double variance) {
    return -0.5 * (columns * Math.log(2 * Math.PI * variance) + squares / variance);
  }
}
