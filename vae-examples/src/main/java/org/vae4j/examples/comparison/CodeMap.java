package org.vae4j.examples.comparison;

import org.vae4j.data.Dataset;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;

/** Codes of two numbers seen from above: the more of them in a cell, the brighter it is. */
final class CodeMap {
  private static final int CELLS = 128;
  private static final double REACH = 8;

  private CodeMap() {}

  /** One image of the square from −8 to 8; codes outside it are not on it. */
  static Dataset of(Matrix codes) {
    int[] counts = new int[CELLS * CELLS];
    int most = 1;
    for (int row = 0; row < codes.rows(); row++) {
      int x = cell(codes.get(row, 0));
      int y = cell(-codes.get(row, 1));
      if (x >= 0 && x < CELLS && y >= 0 && y < CELLS) {
        most = Math.max(most, ++counts[y * CELLS + x]);
      }
    }
    float[][] image = new float[1][CELLS * CELLS];
    for (int i = 0; i < counts.length; i++) {
      image[0][i] = Math.round(255 * Math.log1p(counts[i]) / Math.log1p(most));
    }
    return Dataset.of(Matrix.of(image), DataSchema.image(CELLS, CELLS, 1));
  }

  private static int cell(double value) {
    return (int) Math.floor((value + REACH) / (2 * REACH) * CELLS);
  }

  static double shareWithin(double radius, Matrix codes) {
    int within = 0;
    for (int row = 0; row < codes.rows(); row++) {
      within += Math.hypot(codes.get(row, 0), codes.get(row, 1)) <= radius ? 1 : 0;
    }
    return (double) within / codes.rows();
  }
}
