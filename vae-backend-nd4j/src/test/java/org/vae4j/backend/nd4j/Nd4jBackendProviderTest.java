package org.vae4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.Availability;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Precision;
import org.vae4j.error.BackendException;

/** What the provider says of a classpath, before any native code is loaded, and of options. */
class Nd4jBackendProviderTest {
  private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
  private static final String ND4J = "org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final String OPENBLAS = "org/bytedeco/openblas/";
  private static final String JAVACPP = "org/bytedeco/javacpp/";

  @TempDir private Path classpath;

  @Test
  void emptyClasspathLacksNd4j() throws IOException {
    assertThat(unavailable("Linux", "amd64").remedy()).startsWith("add org.nd4j:nd4j-native;");
  }

  @Test
  void remedyIsTheCoordinateForThisSystem() throws IOException {
    javaParts();
    assertThat(unavailable("Linux", "amd64").remedy())
        .contains("org.nd4j:nd4j-native:1.0:linux-x86_64")
        .contains("backends/nd4j");
    assertThat(unavailable("Linux", "aarch64").remedy()).contains(":linux-arm64");
    assertThat(unavailable("Mac OS X", "x86_64").remedy()).contains(":macosx-x86_64");
    assertThat(unavailable("Windows 11", "amd64").remedy()).contains(":windows-x86_64");
  }

  @Test
  void eachMissingLibraryIsNamed() throws IOException {
    javaParts();
    file(ND4J + "linux-x86_64/libjnind4jcpu.so");
    assertThat(unavailable("Linux", "amd64").remedy())
        .contains("org.bytedeco:openblas:2.0:linux-x86_64");
    file(OPENBLAS + "linux-x86_64/libjniopenblas_nolapack.so");
    assertThat(unavailable("Linux", "amd64").remedy())
        .contains("org.bytedeco:javacpp:3.0:linux-x86_64");
    file(JAVACPP + "linux-x86_64/libjnijavacpp.so");
    assertThat(availability("Linux", "amd64")).isEqualTo(new Availability.Available(100));
    assertThat(unavailable("Linux", "aarch64").reason()).contains("linux-arm64");
  }

  @Test
  void windowsNamesItsLibrariesDifferently() throws IOException {
    javaParts();
    file(ND4J + "windows-x86_64/jnind4jcpu.dll");
    file(OPENBLAS + "windows-x86_64/jniopenblas_nolapack.dll");
    file(JAVACPP + "windows-x86_64/jnijavacpp.dll");
    assertThat(availability("Windows 11", "amd64")).isEqualTo(new Availability.Available(100));
  }

  @Test
  void systemWithoutPublishedLibraryIsSentElsewhere() throws IOException {
    javaParts();
    assertThat(unavailable("Mac OS X", "aarch64").remedy()).contains("another backend");
  }

  @Test
  void optionsThatItLacksAreRefusedWithWhatHasThem() {
    Nd4jBackendProvider provider = new Nd4jBackendProvider();
    assertThatThrownBy(
            () -> provider.create(BackendOptions.cpu().withPrecision(Precision.STRICT_FLOAT32)))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("java backend");
    assertThatThrownBy(
            () -> provider.create(BackendOptions.cpu().withPrecision(Precision.BFLOAT16)))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("got BFLOAT16", "--precision float32");
    assertThatThrownBy(() -> provider.create(BackendOptions.gpu(1)))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("expected device cpu, got gpu:1")
        .hasMessageContaining("djl");
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
      return Nd4jBackendProvider.availability(new NativeLibrary(loader, osName, osArch));
    }
  }

  /** Everything but the native libraries, in versions that are told apart. */
  private void javaParts() throws IOException {
    file(CPU, "");
    file("META-INF/maven/org.nd4j/nd4j-native/pom.properties", "version=1.0");
    file("META-INF/maven/org.bytedeco/openblas/pom.properties", "version=2.0");
    file("META-INF/maven/org.bytedeco/javacpp/pom.properties", "version=3.0");
  }

  private void file(String name) throws IOException {
    file(name, "");
  }

  private void file(String name, String content) throws IOException {
    Path path = classpath.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
