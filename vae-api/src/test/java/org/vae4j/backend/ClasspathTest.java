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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.FakeProviders.Missing;
import org.vae4j.backend.FakeProviders.Plain;
import org.vae4j.backend.FakeProviders.Rival;
import org.vae4j.backend.FakeProviders.Slower;

/** What a user sees in a JVM of its own, with nothing but a classpath to decide. */
final class ClasspathTest {
  @TempDir private Path folder;

  @Test
  void noBackendOnTheClasspath() throws Exception {
    assertThat(outputOfJvm(Map.of(), List.of()))
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
    Map<String, String> environment = Map.of("VAE_BACKEND", "slower");
    List<String> property = List.of("-Dvae.backend=rival");
    Class<?>[] all = {Plain.class, Slower.class, Rival.class};

    assertThat(outputOfJvm(environment, List.of(), all)).isEqualTo("opened slower");
    assertThat(outputOfJvm(environment, property, all)).isEqualTo("opened rival");
  }

  private String outputOfJvm(
      Map<String, String> environment, List<String> options, Class<?>... providers)
      throws IOException, InterruptedException, URISyntaxException {
    if (providers.length > 0) {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.write(
          services.resolve(BackendProvider.class.getName()),
          Arrays.stream(providers).map(Class::getName).toList());
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
