package org.vae4j.backend.java;

/**
 * The arrays that all matrix products of a computation work in, one after the other; each thread
 * has its own.
 */
final class MatmulScratch {
  /** How many lines of the result are computed at once. */
  static final int LINES = 128;

  /**
   * How many numbers of a line are computed at once, at most: four lines of the operand stay in the
   * first-level cache, the block of the result in the second.
   */
  private static final int WIDTH = 800;

  /** How many lines of the operand are copied at once. */
  static final int DEPTH = 16;

  private float[][] slab = new float[DEPTH][0];
  private final float[][] weights = new float[LINES][DEPTH];
  private float[][] sums = new float[0][0];

  /** How wide the blocks of lines are, all about equally. */
  static int blockWidth(int columns) {
    int blocks = (columns + WIDTH - 1) / WIDTH;
    return (columns + blocks - 1) / blocks;
  }

  /** Makes room for blocks of this size. */
  void require(int height, int width) {
    int lines = Math.max(height, sums.length);
    int numbers = Math.max(width, slab[0].length);
    if (lines > sums.length || numbers > slab[0].length) {
      slab = new float[DEPTH][numbers];
      sums = new float[lines][numbers];
    }
  }

  /** Arrays for lines of the operand. */
  float[][] slab() {
    return slab;
  }

  /** Arrays for what each line of the operand weighs in each line of the result. */
  float[][] weights() {
    return weights;
  }

  /** Arrays for lines of the result. */
  float[][] sums() {
    return sums;
  }
}
