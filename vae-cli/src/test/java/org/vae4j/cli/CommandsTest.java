package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a small table, as a user would run them one after the other. */
class CommandsTest {
  private static final int ROWS = 37;

  @TempDir Path dir;
  private Path data;
  private Path model;

  @BeforeEach
  void train() throws IOException {
    data = dir.resolve("points.csv");
    model = dir.resolve("points.vae");
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("width,height,depth\n");
    for (int row = 0; row < ROWS; row++) {
      double shared = random.nextGaussian();
      csv.append("%s,%s,%s%n".formatted(10 + shared, 200 - 30 * shared, random.nextGaussian()));
    }
    Files.writeString(data, csv);
    assertThat(train(model)).isZero();
  }

  private int train(Path out) {
    return Terminal.run(
            "train",
            "--data",
            data,
            "--epochs",
            3,
            "--batch-size",
            8,
            "--seed",
            5,
            "--quiet",
            "--out",
            out)
        .status();
  }

  /** In a fresh virtual machine, where hash maps iterate in another order. */
  @Test
  void trainsToTheSameBytesAgain() throws IOException, InterruptedException {
    Path again = dir.resolve("again.vae");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--data=" + data,
                "--epochs=3",
                "--batch-size=8",
                "--seed=5",
                "--quiet",
                "--out=" + again)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("again.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(again).hasSameBinaryContentAs(model);
  }

  @Test
  void reportsProgressOnStandardErrorAndTheResultOnStandardOutput() {
    Terminal run =
        Terminal.run(
            "train", "--data", data, "--epochs", 2, "--validation", 0.2, "--json", "--out", model);
    assertThat(run.err()).contains("epoch 1/2: loss").contains("left").contains("validation: loss");
    assertThat(run.out())
        .startsWith("{")
        .contains("\"validation_bound\"")
        .contains("\"epochs\" : 2");
  }

  @Test
  void evaluatesTheSameNumbersForTheSameSeed() {
    Terminal first = evaluate(7);
    assertThat(first.out())
        .contains("\"elbo\" : -")
        .contains("\"log_likelihood\" : -")
        .contains("\"rows\" : 37");
    assertThat(evaluate(7).out()).isEqualTo(first.out());
    assertThat(evaluate(8).out()).isNotEqualTo(first.out());
  }

  private Terminal evaluate(int seed) {
    return Terminal.run(
        "evaluate",
        "--model",
        model,
        "--data",
        data,
        "--importance-samples",
        11,
        "--seed",
        seed,
        "--json");
  }

  @Test
  void encodesWithoutNoise() throws IOException {
    Path first = dir.resolve("codes.csv");
    Path second = dir.resolve("codes-again.csv");
    Terminal run = Terminal.run("encode", "--model", model, "--data", data, "--out", first);
    Terminal.run("encode", "--model", model, "--data", data, "--out", second);
    assertThat(run.out()).isEqualTo("wrote 37 codes to " + first + "\n");
    assertThat(Files.readAllLines(first)).hasSize(ROWS + 1).startsWith("z1,z2");
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void bringsResultsBackToOriginalUnits() throws IOException {
    Path out = dir.resolve("reconstructed.csv");
    Terminal.run("reconstruct", "--model", model, "--data", data, "--out", out);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0)).isEqualTo("width,height,depth");
    double height =
        lines.stream()
            .skip(1)
            .collect(Collectors.averagingDouble(line -> Double.parseDouble(line.split(",")[1])));
    assertThat(height).isBetween(170.0, 230.0);
  }

  @Test
  void generatesAndInterpolates() throws IOException {
    Path fresh = dir.resolve("fresh.csv");
    Path line = dir.resolve("line.npy");
    assertThat(
            Terminal.run("generate", "--model", model, "--count", 5, "--seed", 1, "--out", fresh)
                .status())
        .isZero();
    assertThat(Files.readAllLines(fresh)).hasSize(6);
    Terminal run =
        Terminal.run(
            "interpolate",
            "--model",
            model,
            "--data",
            data,
            "--from",
            0,
            "--to",
            36,
            "--steps",
            4,
            "--out",
            line);
    assertThat(run.out()).isEqualTo("wrote 4 rows to " + line + "\n");
    assertThat(Files.size(line)).isGreaterThan(4 * 3 * 4);
  }

  @Test
  void traversesEachLatentDimension() throws IOException {
    Path out = dir.resolve("traversal.csv");
    Terminal run =
        Terminal.run(
            "traverse", "--model", model, "--data", data, "--row", 36, "--steps", 3, "--out", out);
    assertThat(run.out())
        .startsWith("wrote 3 rows for each of z")
        .contains("z1", "z2", out.toString());
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(1 + 2 * 3).doesNotHaveDuplicates();
    Terminal none =
        Terminal.run("traverse", "--model", model, "--data", data, "--row", 37, "--out", out);
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("--row: expected a row from 0 to 36, got 37");
  }

  @Test
  void inspectsWhatWasSaved() {
    Terminal run = Terminal.run("inspect", "--model", model);
    assertThat(run.out())
        .contains("encoder/hidden-1/weight")
        .contains("diagonal-normal")
        .contains("seed         5");
    assertThat(Terminal.run("inspect", "--model", model, "--json").out())
        .contains("\"definition\"");
  }

  @Test
  void inspectsWhatTheBackendMakesOfIt() {
    Terminal run = Terminal.run("inspect", "--model", model, "--plan", "--batch-size", 3);
    assertThat(run.out()).contains("train", "encode", "units of work", "product: input");
    assertThat(Terminal.run("inspect", "--model", model, "--plan", "--json").out())
        .contains("\"plan\" : {");
    assertThat(Terminal.run("inspect", "--model", model, "--batch-size", 3).err())
        .contains("--batch-size: expected with --plan");
  }

  @Test
  void listsBackendsAndComponents() {
    assertThat(Terminal.run("backends").out()).startsWith("java").contains("usable");
    Terminal components = Terminal.run("components");
    assertThat(components.out())
        .contains("diagonal-normal")
        .contains("hidden: list of integer, required");
    assertThat(components.err()).isEmpty();
    assertThat(Terminal.run("components", "--json").out()).contains("\"name\" : \"mlp\"");
  }

  @Test
  void takesCommonOptionsBeforeTheCommandToo() {
    assertThat(Terminal.run("--backend", "java", "--json", "inspect", "--model", model).out())
        .isEqualTo(Terminal.run("inspect", "--model", model, "--json").out());
    assertThat(Terminal.run("--version").out()).startsWith("vae4j ");
    assertThat(Terminal.run("--help").out()).contains("train").contains("components");
    assertThat(Terminal.run("train", "--help").out())
        .contains("--learning-rate X")
        .contains("0.001");
  }

  @Test
  void changesTheDefinition() {
    Terminal run =
        Terminal.run(
            "train",
            "--data",
            data,
            "--epochs",
            1,
            "--latent",
            3,
            "--set",
            "encoder.network.hidden=[5]",
            "--quiet",
            "--out",
            model);
    assertThat(run.err()).isEmpty();
    assertThat(Terminal.run("inspect", "--model", model).out())
        .contains("[3, 5]")
        .contains("[5, 3]");
  }
}
