package org.vae4j.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.vae4j.schema.ImageShape;

/**
 * Writes many small images as one PNG: row by row in a grid, with lines between them (ISO/IEC
 * 15948). Java's own writer would start a windowing toolkit.
 */
final class PngSheet {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int GREY = 0;
  private static final int RED_GREEN_BLUE = 2;
  private static final int LINE = 1;
  private static final byte LINE_SHADE = 96;

  private final Dataset images;
  private final ImageShape shape;
  private final int across;
  private final int down;

  PngSheet(Dataset images, ImageShape shape, int across) {
    this.images = images;
    this.shape = shape;
    this.across = across;
    this.down = (images.rows() + across - 1) / across;
  }

  private int width() {
    return across * (shape.width() + LINE) - LINE;
  }

  private int height() {
    return down * (shape.height() + LINE) - LINE;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width()).putInt(height());
    header.put((byte) 8).put((byte) (shape.channels() == 1 ? GREY : RED_GREEN_BLUE));
    chunk(out, "IHDR", header.array(), 13);
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream pixels = new DeflaterOutputStream(new DataChunks(out), deflater)) {
      writePixels(pixels);
    } finally {
      deflater.end();
    }
    chunk(out, "IEND", new byte[0], 0);
  }

  private void writePixels(OutputStream out) throws IOException {
    int bytesAcross = width() * shape.channels();
    byte[] line = new byte[bytesAcross + 1];
    float[][] band = new float[across][shape.size()];
    for (int gridRow = 0; gridRow < down; gridRow++) {
      int first = gridRow * across;
      int count = Math.min(across, images.rows() - first);
      for (int i = 0; i < count; i++) {
        images.raw(first + i, band[i], 0);
      }
      for (int y = 0; y < shape.height() + LINE; y++) {
        Arrays.fill(line, 1, line.length, LINE_SHADE);
        for (int i = 0; i < count && y < shape.height(); i++) {
          copyLine(band[i], y, line, 1 + i * (shape.width() + LINE) * shape.channels());
        }
        if (gridRow < down - 1 || y < shape.height()) {
          out.write(line);
        }
      }
    }
  }

  private void copyLine(float[] image, int y, byte[] line, int offset) {
    int length = shape.width() * shape.channels();
    for (int x = 0; x < length; x++) {
      line[offset + x] = (byte) Math.round(image[y * length + x]);
    }
  }

  private static void chunk(OutputStream out, String type, byte[] content, int length)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content, 0, length);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(length);
    data.write(name);
    data.write(content, 0, length);
    data.writeInt((int) checksum.getValue());
  }

  /** Cuts compressed pixels into chunks; closing it leaves the file open for the last chunk. */
  private static final class DataChunks extends OutputStream {
    private final OutputStream out;
    private final byte[] content = new byte[1 << 15];
    private int length;

    DataChunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      if (length == content.length) {
        flush();
      }
      content[length++] = (byte) value;
    }

    @Override
    public void flush() throws IOException {
      if (length > 0) {
        chunk(out, "IDAT", content, length);
        length = 0;
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
