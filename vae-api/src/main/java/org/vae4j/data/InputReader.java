package org.vae4j.data;

import java.util.Optional;
import org.vae4j.backend.Feed;

/**
 * Reads rows as the network sees them: scaled, and where the schema says so binarized, each number
 * x in [0, 1] becoming 1 with probability x (Burda et al. 2016, section 5.1: anew in each epoch).
 * Not thread-safe.
 */
public final class InputReader {
  private final Dataset data;
  private final Optional<Binarization> binarization;

  /** A reader of this data. */
  public InputReader(Dataset data) {
    this.data = data;
    this.binarization =
        data.schema().binarized() ? Optional.of(new Binarization()) : Optional.empty();
  }

  /**
   * Reads rows in some order.
   *
   * @param order indices of rows; the place of a row in it is its place in the noise
   * @param first the first place to read
   * @param count how many rows
   * @param draw where the noise that binarizes comes from
   * @param out receives {@code [count, width]}
   */
  public void read(int[] order, int first, int count, Feed.Draw draw, float[] out) {
    for (int i = 0; i < count; i++) {
      data.inputs(order[first + i], out, i * data.width());
    }
    binarize(first, count, draw, out);
  }

  /**
   * Reads consecutive rows; the index of a row is its place in the noise.
   *
   * @param first the first row
   * @param count how many rows
   * @param draw where the noise that binarizes comes from
   * @param out receives {@code [count, width]}
   */
  public void read(int first, int count, Feed.Draw draw, float[] out) {
    for (int i = 0; i < count; i++) {
      data.inputs(first + i, out, i * data.width());
    }
    binarize(first, count, draw, out);
  }

  private void binarize(int first, int count, Feed.Draw draw, float[] out) {
    if (binarization.isPresent()) {
      binarization.get().apply(draw, first, count, data.width(), out);
    }
  }
}
