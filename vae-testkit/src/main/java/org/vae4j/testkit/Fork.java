package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a virtual machine of its own, with the classpath of the tests. */
public final class Fork {
  private Fork() {}

  /**
   * Everything it printed, on both streams; it has to end well.
   *
   * @param folder takes a file of what it prints
   * @param options for the virtual machine
   * @param main the class to start
   * @param arguments for the class
   */
  public static String output(Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // Java itself warns without it.
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("%s ended", main).isTrue();
    String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
    assertThat(process.exitValue()).as("exit status, after printing: %s", printed).isZero();
    return printed;
  }
}
