package org.vae4j.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.vae4j.schema.ImageShape;
import org.vae4j.schema.Matrix;

/** Writes version 1 of the NumPy array format; see {@link NpyReader}. */
final class NpyWriter {

  private NpyWriter() {}

  /** 32-bit floats [rows, columns]. */
  static void write(Matrix values, OutputStream out) throws IOException {
    writeHeader("<f4", "%d, %d".formatted(values.rows(), values.columns()), out);
    ByteBuffer row = ByteBuffer.allocate(4 * values.columns()).order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < values.rows(); r++) {
      row.asFloatBuffer().put(values.row(r));
      out.write(row.array());
    }
  }

  /** Bytes [rows, height, width] or, of several channels, [rows, height, width, channels]. */
  static void writePixels(Dataset images, ImageShape shape, OutputStream out) throws IOException {
    String channels = shape.channels() == 1 ? "" : ", " + shape.channels();
    String sizes = "%d, %d, %d".formatted(images.rows(), shape.height(), shape.width());
    writeHeader("|u1", sizes + channels, out);
    float[] row = new float[shape.size()];
    byte[] pixels = new byte[shape.size()];
    for (int r = 0; r < images.rows(); r++) {
      images.raw(r, row, 0);
      for (int i = 0; i < row.length; i++) {
        pixels[i] = (byte) row[i];
      }
      out.write(pixels);
    }
  }

  private static void writeHeader(String type, String shape, OutputStream out) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
    // Magic, version and length take 10 bytes; the values start at a multiple of 64.
    int padding = 63 - (10 + header.length()) % 64;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer start = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    out.write(
        start.put(NpyReader.magic()).putShort((short) 1).putShort((short) text.length).array());
    out.write(text);
  }
}
