package org.vae4j.data;

import org.vae4j.schema.Matrix;
import org.vae4j.schema.Scaling;

/** The numbers of a data set in original units, held as they came. */
sealed interface RawValues {

  /** Number of rows. */
  int rows();

  /** Values per row. */
  int width();

  /** Copies one row. */
  void copyRow(int row, float[] out, int offset);

  /** Any floats. */
  record Floats(Matrix matrix) implements RawValues {
    @Override
    public int rows() {
      return matrix.rows();
    }

    @Override
    public int width() {
      return matrix.columns();
    }

    @Override
    public void copyRow(int row, float[] out, int offset) {
      matrix.copyRow(row, out, offset);
    }
  }

  /** Whole numbers from 0 to 255, a quarter of the memory: images, mostly. */
  final class Bytes implements RawValues {

    private static final float[] PIXEL_INPUTS = new float[256];

    static {
      for (int pixel = 0; pixel < 256; pixel++) {
        PIXEL_INPUTS[pixel] = Scaling.PIXEL.toInput(pixel);
      }
    }

    private final int width;
    private final byte[] values;

    /** Takes over the array: the caller keeps no reference. */
    Bytes(int width, byte[] values) {
      this.width = width;
      this.values = values;
    }

    @Override
    public int rows() {
      return values.length / width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public void copyRow(int row, float[] out, int offset) {
      int start = row * width;
      for (int c = 0; c < width; c++) {
        out[offset + c] = values[start + c] & 0xff;
      }
    }

    /** Copies one row of pixels as network inputs, by table. */
    void copyPixelInputs(int row, float[] out, int offset) {
      int start = row * width;
      for (int c = 0; c < width; c++) {
        out[offset + c] = PIXEL_INPUTS[values[start + c] & 0xff];
      }
    }
  }
}
