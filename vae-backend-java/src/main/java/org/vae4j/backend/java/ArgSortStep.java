package org.vae4j.backend.java;

/** Sorts the places of each row by their numbers: a bottom-up merge sort, stable, NaN last. */
final class ArgSortStep implements Step {
  private final float[] x;
  private final int[] result;
  private final int columns;
  private final int[] merged;

  ArgSortStep(float[] x, int[] result, int columns) {
    this.x = x;
    this.result = result;
    this.columns = columns;
    this.merged = new int[columns];
  }

  @Override
  public void run() {
    for (int row = 0; row < x.length; row += columns) {
      for (int i = 0; i < columns; i++) {
        result[row + i] = i;
      }
      for (int width = 1; width < columns; width *= 2) {
        for (int low = 0; low < columns; low += 2 * width) {
          merge(row, low, Math.min(low + width, columns), Math.min(low + 2 * width, columns));
        }
        System.arraycopy(merged, 0, result, row, columns);
      }
    }
  }

  private void merge(int row, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takesRight =
          left == middle
              || (right < high
                  && isLess(x[row + result[row + right]], x[row + result[row + left]]));
      merged[i] = result[row + (takesRight ? right++ : left++)];
    }
  }

  private static boolean isLess(float a, float b) {
    return a < b || (Float.isNaN(b) && !Float.isNaN(a));
  }
}
