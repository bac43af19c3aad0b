package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What starting costs, in classes: they are counted, as time would depend on the machine. */
class StartUpTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help", "train --help"})
  void helpAndVersionLoadNeitherInjectorNorJsonNorBackend(String arguments) throws Exception {
    assertThat(classesLoadedBy(arguments))
        .contains(Main.class.getName())
        .noneMatch(name -> name.startsWith("com."))
        .noneMatch(name -> name.startsWith("org.vae4j.backend."));
  }

  @Test
  void componentsNeedNoBackend() throws Exception {
    assertThat(classesLoadedBy("components"))
        .contains(ComponentsCommand.class.getName())
        .noneMatch(name -> name.startsWith("org.vae4j.backend.java."));
  }

  @Test
  void allCommandsOfTheRehearsalRun() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    boolean done = Rehearsal.run(new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(done).as(err.toString(StandardCharsets.UTF_8)).isTrue();
  }

  private List<String> classesLoadedBy(String arguments) throws Exception {
    Path log = folder.resolve("classes");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + log + ":none",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    ProcessBuilder process = new ProcessBuilder(new ArrayList<>(command));
    process.command().addAll(List.of(arguments.split(" ")));
    process.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    assertThat(process.start().waitFor()).isZero();
    return Files.readAllLines(log).stream().map(line -> line.split(" ", 2)[0]).toList();
  }
}
