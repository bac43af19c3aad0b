package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.schema.Matrix;

/** Files that commands write, and what they say of them. */
final class Results {
  private Results() {}

  /** Writes rows in original units. */
  static void write(Dataset rows, Path file, Console console) throws IOException {
    DataFiles.write(rows, file);
    report(rows.rows(), "rows", file, console);
  }

  /** Writes rows in original units; in a picture, so many side by side. */
  static void writeInLines(Dataset rows, int across, Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      DataFiles.writeSheet(rows, across, file);
    } else {
      DataFiles.write(rows, file);
    }
  }

  /** Writes codes, as columns z1, z2 and so on. */
  static void writeCodes(Matrix codes, Path file, Console console) throws IOException {
    List<String> names = IntStream.rangeClosed(1, codes.columns()).mapToObj(i -> "z" + i).toList();
    DataFiles.write(codes, names, file);
    report(codes.rows(), "codes", file, console);
  }

  private static void report(int count, String what, Path file, Console console) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", count);
    fields.put("out", file.toString());
    console.result(fields, "wrote " + count + " " + what + " to " + file + "\n");
  }
}
