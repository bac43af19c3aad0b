package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    console.result(
        Map.of("rows", rows.rows(), "out", file.toString()),
        "wrote " + rows.rows() + " rows to " + file + "\n");
  }

  /** Writes codes, as columns z1, z2 and so on. */
  static void writeCodes(Matrix codes, Path file, Console console) throws IOException {
    List<String> names = IntStream.rangeClosed(1, codes.columns()).mapToObj(i -> "z" + i).toList();
    DataFiles.write(codes, names, file);
    console.result(
        Map.of("rows", codes.rows(), "out", file.toString()),
        "wrote " + codes.rows() + " codes to " + file + "\n");
  }
}
