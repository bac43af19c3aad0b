package org.vae4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher script, run with a java that writes down what it is asked and makes an archive when
 * it should, and an mvn that makes jars.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {

  private record Outcome(int exitCode, List<String> arguments, String messages) {
    List<String> classpath() {
      return Arrays.asList(arguments.get(arguments.indexOf("-cp") + 1).split(":", -1));
    }
  }

  @TempDir private Path folder;
  private Path root;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void installLauncherAndJava() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectories(folder.resolve("a folder"));
    Files.copy(launcher(), root.resolve("vae"));
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    java(17);
  }

  @Test
  void theClasspathIsLibThenJavaThenPluginsEachInTheOrderOfNames() throws Exception {
    distribution();

    Outcome outcome = run("train", "--data", "my file.csv");

    assertThat(outcome.classpath())
        .containsExactly(
            root + "/lib/Z.jar",
            root + "/lib/a.jar",
            root + "/lib/b.jar",
            root + "/backends/java/java.jar",
            root + "/plugins/mine.jar");
    assertThat(outcome.arguments())
        .endsWith("org.vae4j.cli.Main", "train", "--data", "my file.csv");
    assertThat(outcome.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "train --backend djl,,,djl",
    "train --backend=djl,,,djl",
    "--backend djl train,-Dvae.backend=java,java,djl",
    "train,-Dvae.backend=djl,java,djl",
    "train,-Xmx1g,djl,djl",
    "train,,,java",
    "backends,,djl,java djl other",
    "train --backend djk,,,java djl other",
    "train --backend ../x,,,java djl other",
    "train -- --backend djl,,,java",
  })
  void selectsBackends(String arguments, String javaOptions, String variable, String expected)
      throws Exception {
    distribution();
    environment.put("VAE_JAVA_OPTS", javaOptions == null ? "" : javaOptions);
    environment.put("VAE_BACKEND", variable == null ? "" : variable);

    Outcome outcome = run(arguments.split(" "));

    assertThat(outcome.classpath())
        .filteredOn(jar -> jar.contains("/backends/"))
        .map(jar -> Path.of(jar).getParent().getFileName().toString())
        .containsExactlyInAnyOrder(expected.split(" "));
  }

  @Test
  void runsThroughASymbolicLinkFromAnywhere() throws Exception {
    distribution();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a folder/vae"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("vae"), link);

    assertThat(run(linkToLink, "help").classpath()).contains(root + "/lib/a.jar");
  }

  @Test
  void optionsOfTheUserComeAfterOurs() throws Exception {
    distribution();
    environment.put("VAE_JAVA_OPTS", "-Xmx1g -XX:+UseSerialGC");

    assertThat(run("help").arguments())
        .containsSubsequence("-Dai.djl.offline=true", "-Xmx1g", "-XX:+UseSerialGC", "-cp")
        .doesNotContain("-XX:+UseParallelGC");
  }

  @ParameterizedTest
  @CsvSource({"17, false", "21, false", "22, true", "25, true"})
  void allowsNativeAccessWhereJavaWouldWarn(int version, boolean allowed) throws Exception {
    distribution();
    java(version);

    assertThat(run("help").arguments().contains("--enable-native-access=ALL-UNNAMED"))
        .isEqualTo(allowed);
  }

  @Test
  void archivesTheLoadedClassesOnceForEachBackendAndJava() throws Exception {
    distribution();

    Outcome first = run("train");
    Outcome second = run("train");

    assertThat(first.messages()).contains("preparing quick starts of the java backend");
    assertThat(first.arguments()).contains("-XX:SharedArchiveFile=" + archive("java-17.0.1-Some"));
    assertThat(second.messages()).isEmpty();
    assertThat(second.arguments()).isEqualTo(first.arguments());
    assertThat(run("train", "--backend", "djl").arguments())
        .contains("-XX:SharedArchiveFile=" + archive("djl-17.0.1-Some"));
    java(25);
    assertThat(run("train").arguments())
        .contains("-XX:SharedArchiveFile=" + archive("java-25.0.1-Some"));
    assertThat(root.resolve("archives")).isDirectoryNotContaining("glob:**.jsa.[0-9]*");
  }

  @Test
  void archivesAgainWhenAJarIsNewOrTheFolderWasMoved() throws Exception {
    distribution();
    run("train");
    Files.setLastModifiedTime(
        root.resolve("backends/java/java.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    Outcome newer = run("train");
    write("backends/java/java.jar");
    run("train");
    root = Files.move(root, folder.resolve("another folder"));
    Outcome moved = run("train");

    assertThat(newer.messages()).contains("preparing");
    assertThat(moved.messages()).contains("preparing");
    assertThat(run("train").messages()).isEmpty();
  }

  @Test
  void archivesTheBackendThatIsStartedWhateverTheEnvironmentSays() throws Exception {
    distribution();
    environment.put("VAE_BACKEND", "java");
    run("train", "--backend", "djl");

    assertThat(archive("djl-17.0.1-Some")).content().contains("-Dvae.backend=djl\n");
  }

  @Test
  void pluginsDoNotChangeTheArchive() throws Exception {
    distribution();
    run("train");
    write("plugins/another.jar");

    assertThat(run("train").messages()).isEmpty();
  }

  @Test
  void anArchiveThatCouldNotBeMadeIsNotTriedAgain() throws Exception {
    distribution();
    script("jdk/bin/java", "case \"$*\" in *Rehearsal) exit 1;; esac; printf '%s\\n' \"$@\"");

    Outcome first = run("train");
    Outcome second = run("train");

    assertThat(first.exitCode()).isZero();
    assertThat(first.arguments()).noneMatch(argument -> argument.contains("SharedArchiveFile"));
    assertThat(second.messages()).isEmpty();
    assertThat(second.arguments()).isEqualTo(first.arguments());
  }

  @Test
  void startsWithoutAnArchiveWhereNoneCanBeKept() throws Exception {
    distribution();
    write("archives");

    Outcome outcome = run("train");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.arguments()).noneMatch(argument -> argument.contains("SharedArchiveFile"));
  }

  @Test
  void refusesAnOldJava() throws Exception {
    distribution();
    java(11);

    Outcome outcome = run("help");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.messages()).contains("expected Java 17 or newer, got 11", "set JAVA_HOME");
  }

  @Test
  void saysWhereItMissedJava() throws Exception {
    distribution();
    environment.put("JAVA_HOME", "/none");

    Outcome outcome = run("help");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.messages()).contains("expected a Java program at /none/bin/java");
  }

  @Test
  void aCheckoutBuildsWhatIsMissingOnceAndAgainWhenSourcesAreNewer() throws Exception {
    checkout();

    Outcome first = run("train");
    Outcome second = run("train");
    Path source = root.resolve("vae-api/src/main/New.java");
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Outcome third = run("train");

    assertThat(first.messages()).contains("building the command line and the java backend");
    assertThat(first.arguments()).contains("org.vae4j.cli.Main");
    assertThat(second.messages()).isEmpty();
    assertThat(third.messages()).contains("building the command line and the java backend");
    assertThat(root.resolve("target/vae-build.lock")).doesNotExist();
  }

  @Test
  void aCheckoutBuildsABackendWhenItIsAskedFor() throws Exception {
    checkout();
    run("train");

    Outcome outcome = run("train", "--backend", "djl");

    assertThat(outcome.messages()).contains("building the djl backend;");
    assertThat(outcome.classpath()).contains(root + "/target/vae/backends/djl/djl.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help", "help", "train --help"})
  void helpAndVersionBuildTheCommandLineOnly(String arguments) throws Exception {
    checkout();

    Outcome outcome = run(arguments.split(" "));

    assertThat(outcome.messages().lines())
        .singleElement()
        .asString()
        .contains("building the command line;");
    assertThat(outcome.arguments()).contains("org.vae4j.cli.Main");
    assertThat(root.resolve("target/vae/archives")).doesNotExist();
  }

  @Test
  void theFirstBackendIsFollowedByAWordOnTheOthers() throws Exception {
    checkout();

    assertThat(run("train").messages()).contains("say --backend djl;");
    assertThat(run("train", "--backend", "djl").messages()).doesNotContain("say --backend");
  }

  @Test
  void aBuildThatFailsShowsItsLogAndLeavesNothingHalfDone() throws Exception {
    checkout();
    script(
        "bin/mvn", "mkdir -p \"%s/target/vae/lib\"; echo no such symbol; exit 1".formatted(root));

    Outcome outcome = run("train");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.arguments()).isEmpty();
    assertThat(outcome.messages()).contains("no such symbol", "cannot build the command line");
    assertThat(root.resolve("target/vae/lib")).doesNotExist();
    assertThat(root.resolve("target/vae-build.lock")).doesNotExist();
  }

  @Test
  void aBuildThatDiedIsDoneAgain() throws Exception {
    checkout();
    run("train");
    Path lock = Files.createDirectory(root.resolve("target/vae-build.lock"));
    Process finished = new ProcessBuilder("true").start();
    assertThat(finished.waitFor()).isZero();
    Files.writeString(lock.resolve("owner"), finished.pid() + "\n");

    assertThat(run("train").messages()).contains("building");
    assertThat(lock).doesNotExist();
  }

  /** An unpacked distribution with three backends and a plug-in. */
  private void distribution() throws IOException {
    for (String jar :
        List.of(
            "lib/b.jar",
            "lib/a.jar",
            "lib/Z.jar",
            "backends/java/java.jar",
            "backends/djl/djl.jar",
            "backends/other/other.jar",
            "plugins/mine.jar",
            "plugins/notes.txt")) {
      write(jar);
    }
  }

  /** A source checkout, and an mvn that makes one jar for each module it is asked for. */
  private void checkout() throws IOException {
    write("pom.xml");
    for (String module : List.of("vae-api", "vae-cli", "vae-backend-java", "vae-backend-djl")) {
      write(module + "/pom.xml");
      write(module + "/src/main/Some.java");
    }
    script(
        "bin/mvn",
        "mkdir -p '%1$s'; cd '%1$s'\n".formatted(root + "/target/vae")
            + """
            case "$*" in *vae-cli*) mkdir -p lib; touch lib/cli.jar;; esac
            for id in java djl; do
              case "$*" in
                *vae-backend-$id*) mkdir -p backends/$id; touch backends/$id/$id.jar;;
              esac
            done
            """);
  }

  private Path archive(String name) {
    return root.resolve("archives").resolve(name + ".jsa");
  }

  private void write(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private void java(int version) throws IOException {
    script(
        "jdk/bin/java",
        """
        printf '%s\\n' "$@"
        for argument in "$@"; do
          case $argument in
            -XX:ArchiveClassesAtExit=*) printf '%s\\n' "$@" >"${argument#*=}" ;;
          esac
        done
        """);
    Files.writeString(
        folder.resolve("jdk/release"),
        "IMPLEMENTOR=\"Some\"%nJAVA_VERSION=\"%d.0.1\"%n".formatted(version));
  }

  private void script(String name, String commands) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/usr/bin/env bash\n" + commands + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(root.resolve("vae"), arguments);
  }

  private Outcome run(Path launcher, String... arguments) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path messages = folder.resolve("messages");
    ProcessBuilder process =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
    process.environment().clear();
    process.environment().putAll(environment);
    process.directory(folder.toFile());
    process.redirectOutput(output.toFile()).redirectError(messages.toFile());
    int exitCode = process.start().waitFor();
    return new Outcome(exitCode, Files.readAllLines(output), Files.readString(messages, UTF_8));
  }

  /** The launcher at the root of the source tree, wherever below it the tests are started. */
  private static Path launcher() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(here.resolve("vae"))) {
      here = here.getParent();
    }
    return here.resolve("vae");
  }
}
