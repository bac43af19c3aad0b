package org.vae4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Reads the IDX format: two zero bytes, a type, a number of dimensions, the sizes as big-endian
 * 32-bit integers, then the values in row-major order.
 */
final class IdxReader {

  private static final int UNSIGNED_BYTE = 0x08;

  private IdxReader() {}

  /** Whether a file starts like an IDX file of any type. */
  static boolean recognizes(byte[] start) {
    return start.length >= 4
        && start[0] == 0
        && start[1] == 0
        && start[2] >= UNSIGNED_BYTE
        && start[2] <= 0x0e
        && start[3] >= 1;
  }

  static Dataset read(Path path) throws IOException {
    try (SourceFile file = SourceFile.open(path)) {
      byte[] magic = file.readBytes(4);
      if (!recognizes(magic)) {
        throw file.invalid(
            ("expected an IDX file, which starts with the bytes 00 00 08 and the number of"
                    + " dimensions, got %s; check that this is the right file")
                .formatted(HexFormat.ofDelimiter(" ").formatHex(magic)));
      }
      if (magic[2] != UNSIGNED_BYTE) {
        throw file.invalid(
            ("expected values of type unsigned byte (0x08), got type 0x%02x; convert the"
                    + " values to bytes, or the file to NPY")
                .formatted(magic[2]));
      }
      int dimensions = magic[3];
      if (dimensions < 2 || dimensions > 4) {
        throw file.invalid(
            "expected 2 to 4 dimensions (rows, height, width, channels), got %d; %s"
                .formatted(
                    dimensions,
                    dimensions == 1
                        ? "these may be labels: use the file of the images"
                        : "reshape the data"));
      }
      ByteBuffer sizes = ByteBuffer.wrap(file.readBytes(4 * dimensions));
      long[] shape = new long[dimensions];
      for (int d = 0; d < dimensions; d++) {
        shape[d] = Integer.toUnsignedLong(sizes.getInt());
      }
      int size = ArrayShape.size(shape, file);
      file.requireRest(size);
      byte[] values = file.readBytes(size);
      file.requireEnd();
      return ArrayShape.bytes(shape, values, file);
    }
  }
}
