package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.FakeProviders.FailsToConstruct;
import org.vae4j.backend.FakeProviders.FailsToStart;
import org.vae4j.backend.FakeProviders.FailsToTell;
import org.vae4j.backend.FakeProviders.Missing;
import org.vae4j.backend.FakeProviders.Newer;
import org.vae4j.backend.FakeProviders.Older;
import org.vae4j.backend.FakeProviders.Plain;
import org.vae4j.backend.FakeProviders.PlainAgain;
import org.vae4j.backend.FakeProviders.Rival;
import org.vae4j.backend.FakeProviders.Slower;

/** What a user sees in a JVM of its own, with nothing but a classpath to decide. */
final class ClasspathTest {
  @TempDir private Path folder;

  @Test
  void noBackendOnTheClasspath() throws Exception {
    assertThat(outputOfJvm(Map.of(), List.of(), new String[0]))
        .isEqualTo(
            "no backend found: expected a backend on the classpath, got none; add the jar of one,"
                + " such as org.vae4j:vae-backend-java (docs/troubleshooting.md#no-backend)");
  }

  @Test
  void noneUsableOnTheClasspath() throws Exception {
    assertThat(outputOfJvm(Map.of(), List.of(), Missing.class))
        .isEqualTo(
            "no backend can be used: expected an available one, got\n"
                + "  missing: its engine is not here; add org.acme:engine\n"
                + "follow one of these remedies (docs/troubleshooting.md#no-usable-backend)");
  }

  @Test
  void anAmbiguousClasspath() throws Exception {
    assertThat(outputOfJvm(Map.of(), List.of(), Plain.class, Rival.class))
        .isEqualTo(
            "no single best backend: expected one of priority 300, got 2"
                + " (org.vae4j.backend.FakeProviders$Plain,"
                + " org.vae4j.backend.FakeProviders$Rival); remove all but one from the classpath,"
                + " or if their ids differ name one by Backends.open(id), -Dvae.backend=id or"
                + " VAE_BACKEND=id (docs/troubleshooting.md#ambiguous-backend)");
  }

  @Test
  void propertyAndEnvironmentName() throws Exception {
    Map<String, String> environment = named("slower");
    List<String> property = List.of("-Dvae.backend=rival");
    Class<?>[] all = {Plain.class, Slower.class, Rival.class};

    assertThat(outputOfJvm(environment, List.of(), all)).isEqualTo("opened slower");
    assertThat(outputOfJvm(environment, property, all)).isEqualTo("opened rival");
  }

  @Test
  void aNamedBackendThatCannotBeUsed() throws Exception {
    assertThat(outputOfJvm(named("missing"), List.of(), Plain.class, Missing.class))
        .isEqualTo(
            "backend 'missing' (asked for by the environment variable VAE_BACKEND) cannot be used:"
                + " its engine is not here; add org.acme:engine"
                + " (docs/troubleshooting.md#unusable-backend)");
  }

  @Test
  void aNamedBackendThatDoesNotStart() throws Exception {
    assertThat(outputOfJvm(named("starter"), List.of(), Plain.class, FailsToStart.class))
        .isEqualTo(
            "backend 'starter' did not start: expected a running backend, got"
                + " java.lang.NoClassDefFoundError: org/acme/Engine; check its jars and native"
                + " libraries (docs/troubleshooting.md#unusable-backend)");
  }

  @Test
  void anUnknownName() throws Exception {
    assertThat(outputOfJvm(Map.of(), List.of("-Dvae.backend=plian"), Plain.class, Missing.class))
        .isEqualTo(
            "no backend 'plian' (asked for by the system property vae.backend): expected one that"
                + " is on the classpath\n"
                + "  plain: available, priority 300\n"
                + "  missing: its engine is not here; add org.acme:engine\n"
                + "did you mean 'plain'? (docs/troubleshooting.md#unknown-backend)");
  }

  @Test
  void twoOfOneName() throws Exception {
    assertThat(outputOfJvm(named("plain"), List.of(), Plain.class, PlainAgain.class))
        .startsWith("no single best backend: expected one of the id 'plain', got 2 (")
        .endsWith("(docs/troubleshooting.md#ambiguous-backend)");
  }

  @Test
  void brokenProvidersAreListedWithWhatBrokeThem() throws Exception {
    String cure =
        "; use the backend's jar of this version of vae4j with all that it depends on"
            + " (docs/troubleshooting.md#broken-backend)\n";
    String fakes = "  org.vae4j.backend.FakeProviders$";
    compileWithoutSuperclass("org.acme.Unlinkable");

    assertThat(
            outputOfJvm(
                Map.of(),
                List.of(),
                "org.acme.NotThere",
                "org.acme.Unlinkable",
                FailsToConstruct.class.getName(),
                FailsToTell.class.getName()))
        .isEqualTo(
            "no backend can be used: expected an available one, got\n"
                + "  (unknown class): its provider is broken"
                + " (java.util.ServiceConfigurationError: org.vae4j.backend.BackendProvider:"
                + " Provider org.acme.NotThere not found)"
                + cure
                + "  (unknown class): its provider is broken"
                + " (java.lang.ClassNotFoundException: org.acme.Engine)"
                + cure
                + fakes
                + "FailsToConstruct: its provider is broken"
                + " (java.lang.IllegalStateException: constructor gave up)"
                + cure
                + fakes
                + "FailsToTell: its provider is broken"
                + " (java.lang.UnsatisfiedLinkError: no engine in java.library.path)"
                + cure
                + "follow one of these remedies (docs/troubleshooting.md#no-usable-backend)");
  }

  @Test
  void aBrokenProviderHidesNoGoodOne() throws Exception {
    compileWithoutSuperclass("org.acme.Unlinkable");

    assertThat(outputOfJvm(Map.of(), List.of(), "org.acme.Unlinkable", Plain.class.getName()))
        .isEqualTo("opened plain");
  }

  @Test
  void anotherVersionOfTheInterface() throws Exception {
    assertThat(outputOfJvm(named("newer"), List.of(), Newer.class))
        .isEqualTo(
            "backend 'newer' (asked for by the environment variable VAE_BACKEND) cannot be used:"
                + " expected version 1 of the backend interface, got 2; use a backend of the same"
                + " version as vae-api (docs/troubleshooting.md#incompatible-backend)"
                + " (docs/troubleshooting.md#unusable-backend)");
  }

  @Test
  void anOldOperationSet() throws Exception {
    assertThat(outputOfJvm(Map.of(), List.of(), Older.class))
        .isEqualTo(
            "no backend can be used: expected an available one, got\n"
                + "  older: expected operation set 1 or later, which programs need, got 0; use a"
                + " backend of the same version as vae-api"
                + " (docs/troubleshooting.md#incompatible-backend)\n"
                + "follow one of these remedies (docs/troubleshooting.md#no-usable-backend)");
  }

  private static Map<String, String> named(String id) {
    return Map.of("VAE_BACKEND", id);
  }

  /** A class on the classpath whose superclass is not. */
  private void compileWithoutSuperclass(String name) throws IOException {
    Path source = folder.resolve("Sources.java");
    Files.writeString(
        source,
        "package org.acme; class Engine {} class %s extends Engine {}"
            .formatted(name.replace("org.acme.", "")));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(status).isZero();
    Files.delete(folder.resolve("org/acme/Engine.class"));
  }

  private String outputOfJvm(
      Map<String, String> environment, List<String> options, Class<?>... providers)
      throws Exception {
    String[] names = Arrays.stream(providers).map(Class::getName).toArray(String[]::new);
    return outputOfJvm(environment, options, names);
  }

  private String outputOfJvm(
      Map<String, String> environment, List<String> options, String... providers) throws Exception {
    if (providers.length > 0) {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.write(services.resolve(BackendProvider.class.getName()), List.of(providers));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classpath(), OpenABackend.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("VAE_BACKEND", "JAVA_TOOL_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip().replace("\r", "");
  }

  private String classpath() throws URISyntaxException {
    List<Path> entries = List.of(codeOf(Backends.class), codeOf(OpenABackend.class), folder);
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path codeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
