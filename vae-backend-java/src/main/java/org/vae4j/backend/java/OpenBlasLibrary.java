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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The jar with OpenBLAS in it, as found on a classpath without loading anything. */
final class OpenBlasLibrary {
  /** Operands after what they need; not every platform has all of them. */
  private static final List<String> FILES =
      List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");

  private final ClassLoader loader;
  private final boolean supported;
  private final String platform;

  OpenBlasLibrary(ClassLoader loader, String osName, String osArch) {
    this.loader = loader;
    String arch =
        switch (osArch) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> osArch;
        };
    this.platform = osName.toLowerCase(Locale.ROOT) + "-" + arch;
    this.supported = platform.equals("linux-x86_64") || platform.equals("linux-arm64");
  }

  /** The library for this process. */
  static OpenBlasLibrary ofThisProcess() {
    return new OpenBlasLibrary(
        OpenBlasLibrary.class.getClassLoader(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /** What a user can do about its absence, or nothing if it is there. */
  Optional<String> missing() {
    if (!supported) {
      return Optional.of("OpenBLAS is used on Linux only");
    }
    return resource("libopenblas.so.0").isPresent()
        ? Optional.empty()
        : Optional.of("add " + coordinate() + " for a faster one");
  }

  private String coordinate() {
    String version = version(OpenBlasLibrary.class.getResource("openblas.properties"));
    return "org.bytedeco:openblas:" + version + ":" + platform;
  }

  /** The version of the jar that is there. */
  String version() {
    return version(loader.getResource("META-INF/maven/org.bytedeco/openblas/pom.properties"));
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

  /** The folder in the user's cache where the files are kept from one process to the next. */
  Path cache() {
    String caches = System.getenv("XDG_CACHE_HOME");
    Path root =
        caches == null || caches.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return root.resolve("vae4j").resolve("openblas-" + version() + "-" + platform);
  }

  private Optional<URL> resource(String file) {
    return Optional.ofNullable(
        loader.getResource("org/bytedeco/openblas/" + platform + "/" + file));
  }

  /**
   * Copies the files that are there to a folder, each after those that it needs, unless they are in
   * it already. Others see a file only once it is whole.
   *
   * @return the copies; the last is OpenBLAS itself
   */
  List<Path> copyTo(Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (String file : FILES) {
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
    return copies;
  }

  private static void copy(URLConnection source, Path target) throws IOException {
    Path draft = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
    try (InputStream stream = source.getInputStream()) {
      Files.copy(stream, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
