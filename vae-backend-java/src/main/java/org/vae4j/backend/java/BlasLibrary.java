package org.vae4j.backend.java;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A jar with a native BLAS in it, as found on a classpath without loading anything. */
final class BlasLibrary {
  /** Those that are looked for, in this order. The last file of each is the library itself. */
  private enum Kind {
    /** It finds the others beside itself, and ends the process if it misses one. */
    MKL(
        "libiomp5.so",
        "libmkl_core.so.2",
        "libmkl_intel_lp64.so.2",
        "libmkl_intel_thread.so.2",
        "libmkl_def.so.2",
        "libmkl_mc3.so.2",
        "libmkl_avx2.so.2",
        "libmkl_avx512.so.2",
        "libmkl_rt.so.2"),
    /** Not every platform has all that it needs here. */
    OpenBLAS("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");

    final List<String> files;

    Kind(String... files) {
      this.files = List.of(files);
    }

    String artifact() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * MKL makes its functions known to the whole process. PyTorch has an MKL of its own, and ND4J
   * calls what MKL has, too: loaded later, they would get those in place of theirs, and PyTorch
   * crashes.
   */
  private static final List<String> RIVALS_OF_MKL =
      List.of(
          "ai/djl/pytorch/engine/PtEngine.class", "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class");

  private final Kind kind;
  private final ClassLoader loader;
  private final String platform;

  private BlasLibrary(Kind kind, ClassLoader loader, String platform) {
    this.kind = kind;
    this.loader = loader;
    this.platform = platform;
  }

  /** The libraries that this process can use, in the order of preference. */
  static List<BlasLibrary> ofThisProcess() {
    return on(BlasLibrary.class.getClassLoader(), platformOfThisProcess());
  }

  /** What a user can do about having none in this process. */
  static String remedyOfThisProcess() {
    return remedy(platformOfThisProcess());
  }

  private static String platformOfThisProcess() {
    return platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static String platform(String osName, String osArch) {
    String arch =
        switch (osArch) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> osArch;
        };
    return osName.toLowerCase(Locale.ROOT) + "-" + arch;
  }

  private static boolean isSupported(String platform) {
    return platform.equals("linux-x86_64") || platform.equals("linux-arm64");
  }

  static List<BlasLibrary> on(ClassLoader loader, String platform) {
    if (!isSupported(platform)) {
      return List.of();
    }
    return Arrays.stream(Kind.values())
        .map(kind -> new BlasLibrary(kind, loader, platform))
        .filter(BlasLibrary::isThere)
        .toList();
  }

  static String remedy(String platform) {
    if (!isSupported(platform)) {
      return "OpenBLAS is used on Linux only, on x86_64 and arm64";
    }
    String version = version(BlasLibrary.class.getResource("openblas.properties"));
    return "add org.bytedeco:openblas:" + version + ":" + platform + " for a faster one";
  }

  private boolean isThere() {
    if (kind == Kind.MKL && RIVALS_OF_MKL.stream().anyMatch(c -> loader.getResource(c) != null)) {
      return false;
    }
    List<String> needed =
        kind == Kind.MKL
            ? kind.files
            : kind.files.subList(kind.files.size() - 1, kind.files.size());
    return needed.stream().allMatch(file -> resource(file).isPresent());
  }

  private Optional<URL> resource(String file) {
    return Optional.ofNullable(
        loader.getResource("org/bytedeco/" + kind.artifact() + "/" + platform + "/" + file));
  }

  private String version() {
    return version(
        loader.getResource("META-INF/maven/org.bytedeco/" + kind.artifact() + "/pom.properties"));
  }

  private static String version(@Nullable URL url) {
    Properties properties = new Properties();
    if (url != null) {
      try (InputStream stream = url.openStream()) {
        properties.load(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties.getProperty("version", "of unknown version");
  }

  /** Its name and the version of its jar. */
  @Override
  public String toString() {
    return kind + " " + version();
  }

  /** The folder in the user's cache where the files are kept from one process to the next. */
  Path cache() {
    String caches = System.getenv("XDG_CACHE_HOME");
    Path root =
        caches == null || caches.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return root.resolve("vae4j").resolve(kind.artifact() + "-" + version() + "-" + platform);
  }

  /**
   * Copies the files that are there to a folder, each after those that it needs, unless they are in
   * it already. Others see a file only once it is whole.
   *
   * @return the copies to load, in this order; the last is the library itself
   */
  List<Path> copyTo(Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (String file : kind.files) {
      Optional<URL> source = resource(file);
      if (source.isPresent()) {
        Path copy = folder.resolve(file);
        URLConnection connection = source.get().openConnection();
        if (!Files.exists(copy) || Files.size(copy) != connection.getContentLengthLong()) {
          copy(connection, copy);
        }
        copies.add(copy);
      }
    }
    return kind == Kind.MKL ? copies.subList(copies.size() - 1, copies.size()) : copies;
  }

  private static void copy(URLConnection source, Path target) throws IOException {
    Path draft = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
    draft.toFile().deleteOnExit(); // where this is interrupted
    try (InputStream stream = source.getInputStream()) {
      Files.copy(stream, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
