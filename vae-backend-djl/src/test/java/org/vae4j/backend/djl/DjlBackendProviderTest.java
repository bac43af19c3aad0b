package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.Availability;
import org.vae4j.backend.BackendProvider;
import org.vae4j.tensor.Operation;

/** What the provider says of a classpath, before any native code is loaded. */
class DjlBackendProviderTest {
  private static final String ENGINE = "pytorch_version=2.7.1\ndjl_version=0.35.1\n";

  @TempDir private Path classpath;

  @Test
  void serviceLoaderFindsIt() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .filteredOn(DjlBackendProvider.class::isInstance)
        .hasSize(1)
        .allSatisfy(provider -> assertThat(provider.id()).isEqualTo("djl"))
        .allSatisfy(provider -> assertThat(provider.operationSet()).isEqualTo(Operation.SET));
  }

  @Test
  void mentionsNoTypeOfTheEngine() {
    for (Method method : DjlBackendProvider.class.getDeclaredMethods()) {
      assertThat(
              Stream.concat(
                  Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes())))
          .as(method.toString())
          .allSatisfy(type -> assertThat(type.getName()).doesNotStartWith("ai.djl"));
    }
  }

  @Test
  void emptyClasspathLacksTheEngine() throws IOException {
    assertThat(unavailable("Linux", "amd64").reason()).contains("engine");
  }

  @Test
  void remedyIsTheCoordinateForThisSystem() throws IOException {
    file("pytorch-engine.properties", ENGINE);
    assertThat(unavailable("Linux", "amd64").remedy())
        .contains("ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64")
        .contains("backends/djl");
    assertThat(unavailable("Mac OS X", "aarch64").remedy()).contains(":osx-aarch64");
    assertThat(unavailable("Windows 11", "amd64").remedy()).contains(":win-x86_64");
  }

  @Test
  void libraryOfAnotherSystemOrVersionIsNone() throws IOException {
    file("pytorch-engine.properties", ENGINE);
    library("2.7.1-20250812", "cpu", "linux-x86_64");
    assertThat(unavailable("Linux", "aarch64").remedy()).contains(":linux-aarch64");
    library("2.5.1", "cpu", "linux-aarch64");
    assertThat(unavailable("Linux", "aarch64").reason()).contains("PyTorch 2.7.1 library");
  }

  @Test
  void systemWithoutPublishedLibraryIsSentElsewhere() throws IOException {
    file("pytorch-engine.properties", ENGINE);
    assertThat(unavailable("Mac OS X", "x86_64").remedy()).contains("another backend");
    assertThat(unavailable("FreeBSD", "amd64").reason()).contains("freebsd-x86_64");
  }

  @Test
  void libraryWithoutGlueNamesTheGlue() throws IOException {
    file("pytorch-engine.properties", ENGINE);
    library("2.7.1-20250812", "cpu", "linux-x86_64");
    assertThat(unavailable("Linux", "amd64").remedy())
        .contains("ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1");
  }

  @Test
  void completeClasspathIsAvailable() throws IOException {
    file("pytorch-engine.properties", ENGINE);
    library("2.7.1-20250812", "cpu", "linux-x86_64");
    file("jnilib/linux-x86_64/cpu/" + System.mapLibraryName("djl_torch"), "");
    assertThat(availability("Linux", "amd64")).isEqualTo(new Availability.Available(200));
  }

  @Test
  void availableHere() {
    assertThat(new DjlBackendProvider().availability()).isInstanceOf(Availability.Available.class);
  }

  private Availability.Unavailable unavailable(String osName, String osArch) throws IOException {
    Availability availability = availability(osName, osArch);
    assertThat(availability).isInstanceOf(Availability.Unavailable.class);
    return (Availability.Unavailable) availability;
  }

  private Availability availability(String osName, String osArch) throws IOException {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classpath.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      return DjlBackendProvider.availability(new NativeLibrary(loader, osName, osArch));
    }
  }

  private void library(String version, String flavor, String classifier) throws IOException {
    file(
        "native/lib/pytorch.properties",
        "version=%s\nflavor=%s\nclassifier=%s\n".formatted(version, flavor, classifier));
  }

  private void file(String name, String content) throws IOException {
    Path path = classpath.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content, StandardCharsets.UTF_8);
  }
}
