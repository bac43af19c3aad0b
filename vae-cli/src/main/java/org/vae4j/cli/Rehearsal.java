package org.vae4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs commands on a tiny table, in a folder that it removes. The launcher starts it once for each
 * backend and JDK, and has Java archive the classes that it loads. Exit status: 0 if all commands
 * ran, 1 if one failed.
 */
final class Rehearsal {
  private static final String TABLE = "a,b\n0.1,0.9\n0.4,0.7\n0.8,0.3\n0.9,0.2\n";

  private Rehearsal() {}

  /** Rehearses and exits. */
  public static void main(String[] args) throws IOException {
    System.exit(run(System.err) ? 0 : 1);
  }

  /** Whether all commands ran; what they have to say against it is printed on {@code err}. */
  static boolean run(PrintStream err) throws IOException {
    Path folder = Files.createTempDirectory("vae-rehearsal");
    try {
      return run(folder, err);
    } finally {
      delete(folder);
    }
  }

  private static boolean run(Path folder, PrintStream err) throws IOException {
    Path table = Files.writeString(folder.resolve("table.csv"), TABLE);
    String data = "--data=" + table;
    String model = "--model=" + folder.resolve("model.vae");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    for (List<String> command :
        List.of(
            List.of("train", data, "--epochs=1", "--out=" + folder.resolve("model.vae")),
            List.of("evaluate", model, data),
            List.of("encode", model, data, "--out=" + folder.resolve("codes.csv")),
            List.of("reconstruct", model, data, "--out=" + folder.resolve("rows.npy")),
            List.of("generate", model, "--count=1", "--out=" + folder.resolve("rows.csv")),
            List.of("inspect", model, "--json"),
            List.of("components"),
            List.of("help"))) {
      List<String> words = new ArrayList<>(command);
      words.add("--device=cpu");
      if (Main.run(words.toArray(String[]::new), nowhere, err) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
