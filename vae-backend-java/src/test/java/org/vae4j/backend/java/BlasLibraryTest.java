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
import org.junit.jupiter.params.provider.ValueSource;

/** What is found on a classpath without loading it, and what a user is told of that. */
class BlasLibraryTest {
  private static final Path BILL_OF_MATERIALS = Path.of("../vae-bom/pom.xml");

  private static String remedy(String os, String arch) {
    return BlasLibrary.remedy(BlasLibrary.platform(os, arch));
  }

  @ParameterizedTest
  @CsvSource({"Linux, amd64, linux-x86_64", "Linux, aarch64, linux-arm64"})
  void namesTheJarOfThisMachine(String os, String arch, String classifier) {
    assertThat(remedy(os, arch))
        .matches("add org\\.bytedeco:openblas:\\d[\\d.-]*:" + classifier + " for .*");
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Mac OS X, aarch64", "Linux, riscv64"})
  void saysWhereItIsNotUsed(String os, String arch) {
    assertThat(remedy(os, arch)).isEqualTo("OpenBLAS is used on Linux only, on x86_64 and arm64");
    ClassLoader ours = BlasLibraryTest.class.getClassLoader();
    assertThat(BlasLibrary.on(ours, BlasLibrary.platform(os, arch))).isEmpty();
  }

  @Test
  void namesTheVersionOfTheBillOfMaterials() throws IOException {
    String named = remedy("Linux", "amd64").split(":")[2];

    assertThat(BILL_OF_MATERIALS).content().contains("<openblas.version>" + named + "<");
  }

  @Test
  void filesAreCopiedOnce(@TempDir Path folder) throws IOException {
    Path jar = Files.createDirectories(folder.resolve("jar/org/bytedeco/openblas/linux-x86_64"));
    Files.writeString(jar.resolve("libgfortran.so.5"), "what it needs");
    Files.writeString(jar.resolve("libopenblas.so.0"), "itself");
    Path cache = Files.createDirectories(folder.resolve("cache"));
    URL[] classpath = {folder.resolve("jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classpath, null)) {
      BlasLibrary library = BlasLibrary.on(loader, "linux-x86_64").get(0);

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

  /** The folder of MKL's files in a jar at this place. */
  private static Path allOfMkl(Path jar) throws IOException {
    Path files = Files.createDirectories(jar.resolve("org/bytedeco/mkl/linux-x86_64"));
    Files.createFile(files.resolve("libiomp5.so"));
    for (String part : "core intel_lp64 intel_thread def mc3 avx2 avx512 rt".split(" ", -1)) {
      Files.createFile(files.resolve("libmkl_" + part + ".so.2"));
    }
    return files;
  }

  @Test
  void mklComesFirstAndLoadsTheRestItself(@TempDir Path folder) throws IOException {
    Path presets = folder.resolve("jar/org/bytedeco");
    Path mkl = allOfMkl(folder.resolve("jar"));
    Path openBlas = Files.createDirectories(presets.resolve("openblas/linux-x86_64"));
    Files.createFile(openBlas.resolve("libopenblas.so.0"));
    Path pom = Files.createDirectories(folder.resolve("jar/META-INF/maven/org.bytedeco/mkl"));
    Files.writeString(pom.resolve("pom.properties"), "version=2025.3-1.5.13");
    URL[] classpath = {folder.resolve("jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classpath, null)) {
      List<BlasLibrary> found = BlasLibrary.on(loader, "linux-x86_64");

      assertThat(found)
          .extracting(BlasLibrary::toString)
          .containsExactly("MKL 2025.3-1.5.13", "OpenBLAS of unknown version");
      Path cache = Files.createDirectories(folder.resolve("cache"));
      assertThat(found.get(0).copyTo(cache)).containsExactly(cache.resolve("libmkl_rt.so.2"));
      assertThat(cache.resolve("libmkl_core.so.2")).exists();
      assertThat(found.get(0).cache().toString()).endsWith("vae4j/mkl-2025.3-1.5.13-linux-x86_64");

      Files.delete(mkl.resolve("libmkl_core.so.2"));
      assertThat(BlasLibrary.on(loader, "linux-x86_64"))
          .singleElement()
          .hasToString("OpenBLAS of unknown version");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/djl/pytorch/engine/PtEngine.class",
        "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class"
      })
  void mklIsLeftOutBesideEnginesThatItDisturbs(String engine, @TempDir Path folder)
      throws IOException {
    allOfMkl(folder);
    Files.createDirectories(folder.resolve(engine).getParent());
    Files.createFile(folder.resolve(engine));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      assertThat(BlasLibrary.on(loader, "linux-x86_64")).isEmpty();
    }
  }

  /** The build runs this with OpenBLAS and, where it says so in a property, with MKL. */
  @Test
  void theBackendUsesTheFirst() {
    String first =
        BlasLibrary.ofThisProcess().stream().map(BlasLibrary::toString).findFirst().orElse("");
    String name = NativeBlas.find().map(NativeBlas::name).orElse("");
    assertThat(first).startsWith(name);
    assertThat(first.isEmpty()).isEqualTo(name.isEmpty());

    String mkl = System.getProperty("expected.mkl", "");
    assertThat(name.startsWith("MKL")).isEqualTo(!mkl.isEmpty());
    assertThat(first).endsWith(mkl);
    assertThat(BILL_OF_MATERIALS).content().contains(mkl + "</mkl.version>");
    assertThat(Path.of("../docs/guide/backends.md")).content().contains("mkl:" + mkl);
  }
}
