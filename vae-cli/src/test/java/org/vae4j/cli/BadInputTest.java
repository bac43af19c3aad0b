package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong: one message that says what to do, no stack trace, no half-written file. */
class BadInputTest {
  @TempDir Path dir;
  private Path good;

  @BeforeEach
  void write() throws IOException {
    good = csv("good.csv", "a,b\n1,2\n3,4\n5,6\n");
  }

  private Path csv(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private Terminal train(Path data, Object... more) {
    Object[] words = {
      "train", "--data", data, "--epochs", 1, "--quiet", "--out", dir.resolve("m.vae")
    };
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Terminal.run(all);
  }

  private void assertFails(Terminal run, int status, String... parts) throws IOException {
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("vae: ").contains(parts).doesNotContain("\tat ");
    assertThat(files()).noneMatch(name -> name.contains("m.vae") || name.contains("tmp"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b\n1,2\n3,Bern\n', Bern, line 3",
    "'a,b\n1,2\n3\n', line 3, 2",
    "'a,b\n1,NaN\n', NaN, line 2",
    "'a,b\n1,\n', line 2, b",
    "'a,b\n', at least one, bad.csv",
    "'', empty, bad.csv"
  })
  void refusesBadTables(String content, String first, String second) throws IOException {
    assertFails(train(csv("bad.csv", content)), 1, first, second);
  }

  @Test
  void refusesAMissingFile() throws IOException {
    assertFails(train(dir.resolve("none.csv")), 1, "none.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-1", "Infinity"})
  void refusesALearningRateThatIsNone(String rate) throws IOException {
    assertFails(train(good, "--learning-rate", rate), 2, "--learning-rate", "at least 0");
  }

  @Test
  void neverWritesOverWhatItReads() throws IOException {
    String before = Files.readString(good);
    Terminal run = Terminal.run("train", "--data", good, "--out", dir.resolve(".").resolve(good));
    assertFails(run, 2, "--out", "--data");
    assertThat(good).hasContent(before);
    Terminal encode =
        Terminal.run("encode", "--model", dir.resolve("x.vae"), "--data", good, "--out", good);
    assertFails(encode, 2, "--out", "--data");
    assertThat(good).hasContent(before);
  }

  @Test
  void refusesADefinitionThatIsNoText() throws IOException {
    Path bytes = Files.write(dir.resolve("bytes.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertFails(train(good, "--definition", bytes), 1, "bytes.json", "UTF-8");
  }

  @Test
  void refusesMoreRowsThanAnArrayHolds() throws IOException {
    assertThat(train(good).status()).isZero();
    Path model = Files.move(dir.resolve("m.vae"), dir.resolve("model.vae"));
    Terminal run =
        Terminal.run(
            "generate", "--model", model, "--count", 2_000_000_000, "--out", dir.resolve("g.csv"));
    assertFails(run, 1, "too many rows", "fewer");
    assertThat(dir.resolve("g.csv")).doesNotExist();
  }

  @Test
  void refusesAnUnknownBackend() throws IOException {
    assertFails(train(good, "--backend", "jva"), 1, "jva", "did you mean 'java'");
  }

  @Test
  void refusesADeviceThatTheBackendHasNot() throws IOException {
    assertFails(train(good, "--device", "gpu"), 1, "gpu");
    assertFails(train(good, "--device", "tpu"), 2, "--device", "tpu");
  }

  @Test
  void refusesAnOutputThatCannotBeWritten() throws IOException {
    Terminal run =
        Terminal.run(
            "train",
            "--data",
            good,
            "--epochs",
            1,
            "--quiet",
            "--out",
            dir.resolve("no/such/m.vae"));
    assertFails(run, 1, "no/such");
    assertFails(
        Terminal.run("train", "--data", good, "--epochs", 1, "--quiet", "--out", dir),
        1,
        dir.toString());
  }

  @Test
  void refusesATruncatedModelAndOneOfAnotherWidth() throws IOException {
    Path model = dir.resolve("ok.vae");
    assertThat(
            Terminal.run("train", "--data", good, "--epochs", 1, "--quiet", "--out", model)
                .status())
        .isZero();
    Path wide = csv("wide.csv", "a,b,c\n1,2,3\n");
    assertFails(
        Terminal.run("encode", "--model", model, "--data", wide, "--out", dir.resolve("tmp.csv")),
        1,
        "3",
        "2");
    byte[] bytes = Files.readAllBytes(model);
    Path cut = Files.write(dir.resolve("cut.vae"), Arrays.copyOf(bytes, bytes.length / 2));
    assertFails(Terminal.run("inspect", "--model", cut), 1, "cut.vae");
  }

  @Test
  void refusesADefinitionWithTheFileAndThePlaceInIt() throws IOException {
    Path definition = csv("d.json", "{\"encoder\": {\"network\": {\"type\": \"mpl\"}}}");
    assertFails(
        train(good, "--definition", definition), 1, "d.json", "encoder.network", "mpl", "mlp");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws IOException {
    assertFails(Terminal.run(), 2, "command");
    assertFails(Terminal.run("trian"), 2, "did you mean \"train\"");
    assertFails(Terminal.run("encode", "--modle", "x"), 2, "did you mean \"model\"");
    assertFails(Terminal.run("encode", "--data", good), 2, "--model", "encode --help");
    assertFails(train(good, "--seed", "many"), 2, "--seed", "whole number");
    assertFails(train(good, "--epochs", 2), 2, "--epochs", "more than once");
    assertFails(train(good, "--batch-size", 0), 2, "--batch-size", "at least 1");
    assertFails(train(good, "extra"), 2, "extra");
  }

  @Test
  void printsTheStackTraceOnlyWhenAsked() {
    assertThat(train(dir.resolve("none.csv"), "--debug").err()).contains("at org.vae4j.");
  }
}
