package org.vae4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;

/**
 * Reads the NumPy array format: a magic text, a version, the length of a header, the header (a
 * Python dictionary with the type, the memory order and the shape), then the values.
 */
final class NpyReader {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 1 << 16;
  private static final int BLOCK = 1 << 16;

  private static final Pattern TYPE = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"](.*?)['\"]");
  private static final Pattern FORTRAN_ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L, ]*)\\)");
  private static final Pattern NUMERIC_TYPE = Pattern.compile("([<>=|])(f4|f8|u1|i4|i8)");

  private final SourceFile file;
  private final String type;
  private final ByteOrder order;
  private final boolean fortranOrder;
  private final long[] shape;

  private NpyReader(SourceFile file) throws IOException {
    this.file = file;
    String header = header();
    String description = find(TYPE, header, "a type such as '<f4'");
    Matcher numeric = NUMERIC_TYPE.matcher(description);
    if (!numeric.matches()) {
      throw file.invalid(
          "expected values of type f4, f8, u1, i4 or i8, got '%s'; save the array with astype('f4')"
              .formatted(SourceFile.shown(description)));
    }
    this.type = numeric.group(2);
    this.order = numeric.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    this.fortranOrder = find(FORTRAN_ORDER, header, "a fortran_order").equals("True");
    this.shape = shape(find(SHAPE, header, "a shape of whole numbers"));
  }

  /** The first bytes of every NPY file. */
  static byte[] magic() {
    return MAGIC.clone();
  }

  /** Whether a file starts like an NPY file. */
  static boolean recognizes(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static Dataset read(Path path) throws IOException {
    try (SourceFile file = SourceFile.open(path)) {
      NpyReader reader = new NpyReader(file);
      return reader.type.equals("u1") ? reader.bytes() : reader.numbers();
    }
  }

  private String header() throws IOException {
    if (!recognizes(file.readBytes(MAGIC.length))) {
      throw file.invalid(
          "expected an NPY file, which starts with \\x93NUMPY, got something else; check that this"
              + " is the right file");
    }
    int version = file.readBytes(2)[0];
    if (version < 1 || version > 3) {
      throw file.invalid(
          "expected NPY version 1, 2 or 3, got %d; save the array with numpy.save"
              .formatted(version));
    }
    ByteBuffer length = ByteBuffer.wrap(file.readBytes(version == 1 ? 2 : 4));
    length.order(ByteOrder.LITTLE_ENDIAN);
    long size =
        version == 1
            ? Short.toUnsignedLong(length.getShort())
            : Integer.toUnsignedLong(length.getInt());
    if (size > MAX_HEADER) {
      throw file.invalid(
          "expected a header of at most %d bytes, got %d; the file is damaged, get it again"
              .formatted(MAX_HEADER, size));
    }
    return new String(file.readBytes((int) size), StandardCharsets.UTF_8);
  }

  private String find(Pattern pattern, String header, String expected) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw file.invalid(
          ("expected %s in the NPY header, got \"%s\"; save one plain array of numbers with"
                  + " numpy.save")
              .formatted(expected, SourceFile.shown(header)));
    }
    return matcher.group(1);
  }

  private long[] shape(String text) {
    try {
      return Arrays.stream(text.split(","))
          .map(length -> length.replace("L", "").strip())
          .filter(length -> !length.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw file.invalid(
          "expected a shape of whole numbers, got (%s); the file is damaged, get it again"
              .formatted(SourceFile.shown(text)));
    }
  }

  private Dataset bytes() throws IOException {
    if (shape.length < 2 || shape.length > 4) {
      throw file.invalid(
          ("expected shape (rows, width), (rows, height, width) or (rows, height, width,"
                  + " channels), got %s; reshape the array")
              .formatted(Arrays.toString(shape)));
    }
    int size = ArrayShape.size(shape, file);
    file.requireRest(size);
    byte[] stored = file.readBytes(size);
    file.requireEnd();
    byte[] values = stored;
    if (fortranOrder) {
      values = new byte[size];
      for (int i = 0; i < size; i++) {
        values[rowMajor(i)] = stored[i];
      }
    }
    return ArrayShape.bytes(shape, values, file);
  }

  private Dataset numbers() throws IOException {
    if (shape.length != 2) {
      throw file.invalid(
          ("expected shape (rows, width) for numbers of type %s, got %s; reshape the array,"
                  + " or save images as type u1")
              .formatted(type, Arrays.toString(shape)));
    }
    int bytesEach = type.charAt(1) - '0';
    int size = ArrayShape.size(shape, file);
    file.requireRest((long) size * bytesEach);
    float[] values = new float[size];
    byte[] block = new byte[BLOCK];
    for (int start = 0; start < size; start += BLOCK / bytesEach) {
      int count = Math.min(BLOCK / bytesEach, size - start);
      file.readFully(block, 0, count * bytesEach);
      ByteBuffer buffer = ByteBuffer.wrap(block).order(order);
      for (int i = start; i < start + count; i++) {
        values[fortranOrder ? rowMajor(i) : i] = next(buffer);
      }
    }
    file.requireEnd();
    int rows = (int) shape[0];
    int width = (int) shape[1];
    RawValues.Floats floats = new RawValues.Floats(Matrix.of(rows, width, values));
    return Dataset.inferred(floats, DataSchema.unnamed(width), file.name());
  }

  private float next(ByteBuffer buffer) {
    return switch (type) {
      case "f4" -> buffer.getFloat();
      case "f8" -> (float) buffer.getDouble();
      case "i4" -> buffer.getInt();
      default -> buffer.getLong();
    };
  }

  /** Where the value at a position of the file's order, first axis fastest, stands row by row. */
  private int rowMajor(int position) {
    int rest = position;
    int target = 0;
    for (long length : shape) {
      target = target * (int) length + rest % (int) length;
      rest /= (int) length;
    }
    return target;
  }
}
