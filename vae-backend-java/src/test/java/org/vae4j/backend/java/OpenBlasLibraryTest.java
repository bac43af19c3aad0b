package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told of OpenBLAS without loading it. */
class OpenBlasLibraryTest {
  private static OpenBlasLibrary onNothing(String os, String arch) {
    return new OpenBlasLibrary(new URLClassLoader(new URL[0], null), os, arch);
  }

  @ParameterizedTest
  @CsvSource({"Linux, amd64, linux-x86_64", "Linux, aarch64, linux-arm64"})
  void namesTheJarOfThisMachine(String os, String arch, String classifier) {
    assertThat(onNothing(os, arch).missing())
        .hasValueSatisfying(
            remedy ->
                assertThat(remedy)
                    .matches("add org\\.bytedeco:openblas:\\d[\\d.-]*:" + classifier + " for .*"));
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Mac OS X, aarch64", "Linux, riscv64"})
  void saysWhereItIsNotUsed(String os, String arch) {
    assertThat(onNothing(os, arch).missing()).hasValue("OpenBLAS is used on Linux only");
  }

  @Test
  void namesTheVersionOfTheBillOfMaterials() throws IOException {
    String named = onNothing("Linux", "amd64").missing().orElseThrow().split(":")[2];

    assertThat(Files.readString(Path.of("../vae-bom/pom.xml")))
        .contains("<openblas.version>" + named + "</openblas.version>");
  }

  @Test
  void filesAreCopiedOnce(@TempDir Path folder) throws IOException {
    Path jar = Files.createDirectories(folder.resolve("jar/org/bytedeco/openblas/linux-x86_64"));
    Files.writeString(jar.resolve("libgfortran.so.5"), "what it needs");
    Files.writeString(jar.resolve("libopenblas.so.0"), "itself");
    Path cache = Files.createDirectories(folder.resolve("cache"));
    URL[] classpath = {folder.resolve("jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classpath, null)) {
      OpenBlasLibrary library = new OpenBlasLibrary(loader, "Linux", "amd64");

      List<Path> copies = library.copyTo(cache);
      assertThat(copies)
          .extracting(copy -> copy.getFileName().toString())
          .containsExactly("libgfortran.so.5", "libopenblas.so.0");
      Files.writeString(copies.get(0), "half of it");
      Files.writeString(copies.get(1), "kept !");
      assertThat(library.copyTo(cache)).isEqualTo(copies);
    }
    assertThat(cache.resolve("libgfortran.so.5")).hasContent("what it needs");
    assertThat(cache.resolve("libopenblas.so.0")).hasContent("kept !");
    assertThat(cache).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void theBackendSaysWhatItComputesProductsWith() {
    boolean found = OpenBlas.find().isPresent();
    assertThat(OpenBlasLibrary.ofThisProcess().missing().isEmpty()).isEqualTo(found);
  }
}
