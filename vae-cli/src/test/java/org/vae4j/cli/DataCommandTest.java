package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.data.Dataset;
import org.vae4j.data.Sprites;

class DataCommandTest {
  @TempDir Path dir;
  private NamedData named;

  @BeforeEach
  void fillFolder() throws IOException {
    named = new NamedData(Optional.of(dir));
    Files.createDirectories(dir.resolve("tables"));
    Files.writeString(dir.resolve("tables/points.csv"), "a,b\n0,1\n1,0\n0,0\n");
    Files.writeString(dir.resolve("README.md"), "what is here");
  }

  @Test
  void knowsTheBuiltInSetByItsBareName() throws IOException {
    Dataset all = named.open("sprites", Optional.empty());
    assertThat(all.rows()).isEqualTo(10_000);
    assertThat(all.subset(0, 7).digest()).isEqualTo(Sprites.of(7, 0).images().digest());
    assertThat(named.open("sprites", Optional.of(7)).digest())
        .isEqualTo(Sprites.of(7, 0).images().digest());
    assertThatThrownBy(() -> named.open("./sprites", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void findsFilesInTheFolder() throws IOException {
    assertThat(named.open("tables/points.csv", Optional.empty()).rows()).isEqualTo(3);
    assertThat(named.open(dir.resolve("tables/points.csv").toString(), Optional.of(2)).rows())
        .isEqualTo(2);
    assertThat(named.files()).containsExactly(Path.of("tables/points.csv"));
    assertThat(new NamedData(Optional.empty()).files()).isEmpty();
  }

  /** Tests run in the folder of the module, where there is such a file. */
  @Test
  void prefersFilesThatAreHere() throws IOException {
    Files.writeString(dir.resolve("pom.xml"), "");
    assertThat(named.find("pom.xml")).contains(Path.of("pom.xml"));
  }

  @Test
  void saysWhereItLooked() {
    assertThatThrownBy(() -> named.open("sprits", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot read sprits: no such file here or in "
                + dir
                + " (VAE_DATA_DIR); did you mean \"sprites\"?; check the path");
    assertThatThrownBy(() -> new NamedData(Optional.empty()).open("x.csv", Optional.empty()))
        .hasMessage("cannot read x.csv: no such file; check the path");
    assertThatThrownBy(() -> new NamedData(Optional.of(dir.resolve("none"))).files())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("set VAE_DATA_DIR");
  }

  @Test
  void refusesMoreRowsThanThereAre() {
    assertThatThrownBy(() -> named.open("tables/points.csv", Optional.of(4)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--rows: expected at most 3")
        .hasMessageEndingWith("got 4");
  }

  /** The environment of a running virtual machine cannot be changed. */
  @Test
  void looksIntoTheFolderThatTheEnvironmentNames() throws IOException, InterruptedException {
    Path log = dir.resolve("log.txt");
    ProcessBuilder data =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "data")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    data.environment().put("VAE_DATA_DIR", dir.toString());
    assertThat(data.start().waitFor()).isZero();
    assertThat(Files.readString(log)).contains("  sprites", "in " + dir, "  tables/points.csv");
  }

  @Test
  void lists() {
    assertThat(Terminal.run("data").out()).startsWith("built in\n  sprites ");
    assertThat(Terminal.run("data", "--json").out()).contains("\"built_in\" : [").startsWith("{");
  }

  @Test
  void writesSpritesAndTheirFactors() throws IOException {
    Path images = dir.resolve("s.npy");
    Path factors = dir.resolve("f.csv");
    Terminal run =
        Terminal.run(
            "data",
            "--name",
            "sprites",
            "--rows",
            5,
            "--seed",
            3,
            "--out",
            images,
            "--factors",
            factors);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("s.npy", "f.csv", "5");
    Sprites expected = Sprites.of(5, 3);
    assertThat(Dataset.open(images).schema()).isEqualTo(expected.images().schema());
    assertThat(Dataset.open(images).digest()).isEqualTo(expected.images().digest());
    assertThat(Dataset.open(factors).digest()).isEqualTo(expected.factors().digest());
    assertThat(Dataset.open(factors).schema().names())
        .containsExactly("shape", "scale", "rotation", "x", "y");
  }

  @Test
  void trainsOnSpritesAndOnFilesOfThem() {
    Path images = dir.resolve("s.npy");
    Path model = dir.resolve("m.vae");
    Terminal.run("data", "--name", "sprites", "--rows", 9, "--seed", 3, "--out", images);
    Terminal run =
        Terminal.run(
            "train",
            "--data",
            "sprites",
            "--rows",
            20,
            "--validation",
            images,
            "--epochs",
            1,
            "--set",
            "encoder.network.hidden=[3]",
            "--quiet",
            "--json",
            "--out",
            model);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("validation_loss");
    assertThat(Terminal.run("evaluate", "--model", model, "--data", images, "--json").out())
        .contains("\"rows\" : 9");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    assertUsage("--name", Terminal.run("data", "--name", "sprits", "--out", dir.resolve("s.npy")));
    assertUsage("--out", Terminal.run("data", "--name", "sprites"));
    assertUsage("--name", Terminal.run("data", "--rows", 3));
    assertUsage(
        "--rows",
        Terminal.run("data", "--name", "sprites", "--rows", 0, "--out", dir.resolve("s.npy")));
    Path same = dir.resolve("s.csv");
    assertUsage(
        "--factors", Terminal.run("data", "--name", "sprites", "--out", same, "--factors", same));
    assertThat(same).doesNotExist();
  }

  private static void assertUsage(String part, Terminal run) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("vae: ").contains(part);
    assertThat(run.out()).isEmpty();
  }
}
