package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartTest {
  private static final String[] FILES = {
    "definition.json", "model.vae", "reconstructions.png", "samples.png", "traversals.png"
  };

  @TempDir Path dir;

  private static Terminal quickstart(Path folder, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("quickstart", "--out", folder, "--rows", 130, "--epochs", 1));
    words.addAll(List.of(more));
    return Terminal.run(words.toArray());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void leavesAModelAndPictures() throws IOException {
    Path folder = dir.resolve("new/quickstart");
    Terminal run = quickstart(folder);
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("epoch 1/1: loss");
    assertThat(run.out()).startsWith("ELBO of 1000 sprites").contains("Try next");
    assertThat(files(folder)).containsExactlyInAnyOrder(FILES);
    BufferedImage pairs = ImageIO.read(folder.resolve("reconstructions.png").toFile());
    assertThat(pairs.getWidth()).isEqualTo(11 * 33 - 1);
    assertThat(pairs.getHeight()).isEqualTo(8 * 33 - 1);
    BufferedImage traversals = ImageIO.read(folder.resolve("traversals.png").toFile());
    assertThat(traversals.getWidth()).isEqualTo(11 * 33 - 1);
  }

  /** As a user would: copied from what quickstart says. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "with a 'quote'"})
  void suggestsCommandsThatWork(String name) throws IOException {
    Path folder = dir.resolve(name);
    List<String> commands =
        quickstart(folder, "--quiet").out().lines().filter(l -> l.startsWith("  ./vae ")).toList();
    assertThat(commands).hasSize(5);
    for (String command : commands) {
      List<Object> words = new ArrayList<>(words(command));
      assertThat(words.remove(0)).isEqualTo("./vae");
      if (words.contains("train")) {
        words.addAll(List.of("--rows", "10", "--epochs", "1"));
      }
      Terminal run = Terminal.run(words.toArray());
      assertThat(run.err()).doesNotContain("vae: ");
      assertThat(run.status()).as(command).isZero();
    }
    assertThat(files(folder))
        .contains("more.png", "line.png", "moves.png", "codes.csv", "beta.vae");
  }

  /** Words as a shell splits them. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    String text = command.strip() + " ";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == '\\' && !quoted) {
        word.append(text.charAt(++i));
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words;
  }

  @Test
  void printsOneObjectAndNothingElseWhenAsked() {
    Terminal run = quickstart(dir, "--json", "--quiet");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("{")
        .contains("\"elbo\" : -", "\"held_out_rows\" : 1000", "model.vae\"")
        .doesNotContain("Try");
  }

  @Test
  void replacesItsOwnFilesOnly() throws IOException {
    Files.writeString(dir.resolve("model.vae"), "old");
    Files.writeString(dir.resolve("notes.txt"), "mine");
    quickstart(dir, "--quiet");
    byte[] model = Files.readAllBytes(dir.resolve("model.vae"));
    assertThat(model).startsWith('P', 'K');
    assertThat(dir.resolve("notes.txt")).hasContent("mine");
    assertThat(files(dir)).hasSize(FILES.length + 1);
    quickstart(dir, "--quiet");
    assertThat(dir.resolve("model.vae")).hasBinaryContent(model);
    quickstart(dir, "--quiet", "--seed", 1);
    assertThat(Files.readAllBytes(dir.resolve("model.vae"))).isNotEqualTo(model);
  }

  @Test
  void refusesAFolderThatCannotBeBeforeItTrains() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    for (Path folder : List.of(file, file.resolve("below"))) {
      Terminal run = quickstart(folder);
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("vae: cannot make the folder").doesNotContain("epoch");
    }
    Files.createDirectories(dir.resolve("taken/samples.png"));
    Terminal run = quickstart(dir.resolve("taken"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("samples.png", "directory").doesNotContain("epoch");
  }

  @Test
  void refusesNumbersThatCannotBe() {
    for (String option : List.of("--rows", "--epochs")) {
      Terminal run = Terminal.run("quickstart", "--out", dir.resolve("none"), option, 0);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains(option, "at least 1");
    }
    assertThat(dir.resolve("none")).doesNotExist();
  }
}
