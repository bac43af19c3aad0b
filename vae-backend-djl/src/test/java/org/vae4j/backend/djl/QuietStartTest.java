package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import org.vae4j.testkit.Fork;

/** The engine in a virtual machine without any option: what it prints and leaves behind. */
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
    assertThat(Fork.output(folder, List.of(), Application.class)).isEqualTo("2.0 null");
  }
}
