package org.vae4j.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.vae4j.error.DataException;
import org.vae4j.io.AtomicFile;
import org.vae4j.schema.ImageShape;
import org.vae4j.schema.Matrix;

/**
 * Reads and writes data in the file format that a name asks for. What is written appears whole or
 * not at all.
 *
 * <ul>
 *   <li>{@code .csv}: a line of column names, then the numbers, in the shortest text that reads
 *       back as the same float;
 *   <li>{@code .npy}: 32-bit floats of shape [rows, width], or images as they came, if they came as
 *       bytes: [rows, height, width] or [rows, height, width, channels];
 *   <li>{@code .png}: one sheet of all images in a nearly square grid.
 * </ul>
 */
public final class DataFiles {

  private static final Pattern IDX_NAME = Pattern.compile(".*([.-]idx[^/]*|-ubyte)");
  private static final Pattern NEEDS_QUOTES = Pattern.compile(".*[,\"\r\n].*", Pattern.DOTALL);

  private DataFiles() {}

  static Dataset read(Path path) throws IOException {
    byte[] start;
    try (SourceFile file = SourceFile.open(path)) {
      start = file.readNBytes(8);
    }
    String name = unpackedName(path);
    if (NpyReader.recognizes(start) || isNpy(name)) {
      return NpyReader.read(path);
    }
    if (IdxReader.recognizes(start) || isIdx(name)) {
      return IdxReader.read(path);
    }
    if (isCsv(name)) {
      return CsvReader.read(path);
    }
    throw new DataException(
        ("cannot read %s: expected CSV (.csv), IDX (.idx, -ubyte) or NPY (.npy), each also"
                + " with .gz, got another kind; convert the data to one of them")
            .formatted(path));
  }

  /** Whether a file can be read, going by its name alone. */
  public static boolean recognizesName(Path file) {
    String name = unpackedName(file);
    return isNpy(name) || isIdx(name) || isCsv(name);
  }

  private static String unpackedName(Path file) {
    return lowerCase(file).replaceFirst("\\.gz$", "");
  }

  private static boolean isNpy(String name) {
    return name.endsWith(".npy");
  }

  private static boolean isIdx(String name) {
    return IDX_NAME.matcher(name).matches();
  }

  private static boolean isCsv(String name) {
    return name.endsWith(".csv");
  }

  /**
   * Writes rows in original units, as the file's name asks: {@code .csv}, {@code .npy} or {@code
   * .png}.
   *
   * @throws DataException if the name asks for something else, or for a picture of what are no grey
   *     or color images
   * @throws IOException if the file cannot be written; names the file and the reason
   */
  public static void write(Dataset data, Path file) throws IOException {
    String name = lowerCase(file);
    if (name.endsWith(".png")) {
      writeSheet(data, (int) Math.ceil(Math.sqrt(data.rows())), file);
    } else if (isNpy(name) && data.holdsPixels()) {
      ImageShape shape = data.schema().image().orElseThrow();
      AtomicFile.write(file, out -> NpyWriter.writePixels(data, shape, out));
    } else {
      write(data.matrix(), data.schema().names(), file);
    }
  }

  /**
   * Writes one picture of all images, whatever the file's name.
   *
   * @param images grey or color images
   * @param across how many stand side by side, at least 1
   * @param file the PNG file to write
   * @throws DataException if the rows are no grey or color images
   * @throws IllegalArgumentException if {@code across} is below 1
   * @throws IOException if the file cannot be written; names the file and the reason
   */
  public static void writeSheet(Dataset images, int across, Path file) throws IOException {
    if (across < 1) {
      throw new IllegalArgumentException(
          "cannot write %s: expected at least 1 image across, got %d".formatted(file, across));
    }
    PngSheet sheet = new PngSheet(images, requireImages(images, file), across);
    AtomicFile.write(file, sheet::writeTo);
  }

  /**
   * Writes numbers, as the file's name asks: {@code .csv} or {@code .npy}.
   *
   * @param values [rows, columns]
   * @param names of the columns
   * @param file the file to write
   * @throws DataException if the name asks for something else
   * @throws IllegalArgumentException if there is not one name per column
   * @throws IOException if the file cannot be written; names the file and the reason
   */
  public static void write(Matrix values, List<String> names, Path file) throws IOException {
    if (names.size() != values.columns()) {
      throw new IllegalArgumentException(
          "cannot write %s: expected %d column names, got %d"
              .formatted(file, values.columns(), names.size()));
    }
    String name = lowerCase(file);
    if (name.endsWith(".csv")) {
      AtomicFile.write(file, out -> writeCsv(values, names, out));
    } else if (name.endsWith(".npy")) {
      AtomicFile.write(file, out -> NpyWriter.write(values, out));
    } else if (name.endsWith(".png")) {
      throw new DataException(
          "cannot write %s: expected images for a picture, got numbers; write .csv or .npy"
              .formatted(file));
    } else {
      throw new DataException(
          "cannot write %s: expected a name that ends in .csv, .npy or .png, got another; rename it"
              .formatted(file));
    }
  }

  private static ImageShape requireImages(Dataset data, Path file) {
    ImageShape shape =
        data.schema()
            .image()
            .orElseThrow(
                () ->
                    new DataException(
                        "cannot write %s: expected images for a picture, got %s; write .csv or .npy"
                            .formatted(file, data.schema())));
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new DataException(
          ("cannot write %s: expected images of 1 (grey) or 3 (color) channels, got shape %s;"
                  + " write .npy")
              .formatted(file, shape));
    }
    return shape;
  }

  private static void writeCsv(Matrix values, List<String> names, OutputStream out)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (String name : names) {
      boolean quoted = NEEDS_QUOTES.matcher(name).matches();
      line.append(line.isEmpty() ? "" : ",")
          .append(quoted ? '"' + name.replace("\"", "\"\"") + '"' : name);
    }
    out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    for (int r = 0; r < values.rows(); r++) {
      line.setLength(0);
      for (int c = 0; c < values.columns(); c++) {
        line.append(c == 0 ? "" : ",").append(FloatText.of(values.get(r, c)));
      }
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String lowerCase(Path path) {
    return path.toString().toLowerCase(Locale.ROOT);
  }
}
