package org.vae4j.examples.classic;

import org.vae4j.data.Dataset;
import org.vae4j.schema.Matrix;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;

/**
 * Independent standard normal numbers.
 *
 * @param training rows, standardized: their own mean is 0 and their own standard deviation is 1
 * @param fresh rows that nobody trains on
 */
record Numbers(Dataset training, Dataset fresh) {
  static Numbers of(int rows, int columns, long seed) {
    return new Numbers(
        draw("training", rows, columns, seed).standardized(), draw("fresh", rows, columns, seed));
  }

  private static Dataset draw(String name, int rows, int columns, long seed) {
    float[] values = new float[rows * columns];
    new NoiseGenerator().fillNormal(NoiseStream.of(seed, "data", name, 0, 0, 0), values);
    return Dataset.of(Matrix.of(rows, columns, values));
  }
}
