package org.vae4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of the command line.
 *
 * @param status the exit status
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Terminal(int status, String out, String err) {
  /** In this process. */
  static Terminal run(Object... words) {
    String[] args = texts(words).toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Terminal(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** In a virtual machine of its own, with a folder to work in and a classpath. */
  static Terminal fork(Path folder, String classpath, Object... words)
      throws IOException, InterruptedException {
    return fork(Main.class, folder, classpath, words);
  }

  static Terminal fork(Class<?> main, Path folder, String classpath, Object... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classpath, main.getName()));
    command.addAll(texts(words));
    Path out = Files.createTempFile("vae", ".out");
    Path err = Files.createTempFile("vae", ".err");
    try {
      ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
      process.redirectOutput(out.toFile()).redirectError(err.toFile());
      process
          .environment()
          .keySet()
          .removeAll(List.of("VAE_BACKEND", "VAE_DATA_DIR", "JAVA_TOOL_OPTIONS"));
      int status = process.start().waitFor();
      return new Terminal(status, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The words of a command, and more. */
  static Object[] words(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private static List<String> texts(Object... words) {
    return Stream.of(words).map(String::valueOf).toList();
  }
}
