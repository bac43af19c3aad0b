package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;

/** The engine in a virtual machine of its own: what it prints and leaves behind. */
class QuietStartTest {
  /** Runs a program on a fresh engine and prints its result. */
  static final class Application {
    private Application() {}

    /** Starts here. */
    public static void main(String[] arguments) {
      Graph graph = new Graph();
      Program program =
          Program.builder("two").output("sum", graph.literal(Shape.of(2), 1, 1).sum()).build();
      try (Backend backend = new DjlBackendProvider().create(BackendOptions.cpu());
          Memory memory = backend.allocate(List.of());
          CompiledProgram compiled = backend.compile(program);
          Executable run = compiled.bind(memory)) {
        run.run();
        System.out.println(run.output("sum").get(0) + " " + System.getProperty("ai.djl.offline"));
      }
    }
  }

  @Test
  void printsNothingAndLeavesTheOfflineSwitchAlone(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // Java itself warns without it.
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("2.0 null");
    assertThat(process.exitValue()).isZero();
  }
}
