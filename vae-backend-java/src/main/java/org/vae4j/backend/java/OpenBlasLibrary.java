package org.vae4j.backend.java;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private Optional<URL> resource(String file) {
    return Optional.ofNullable(
        loader.getResource("org/bytedeco/openblas/" + platform + "/" + file));
  }

  /**
   * Copies the files that are there to a folder, each after those that it needs.
   *
   * @return the copies; the last is OpenBLAS itself
   */
  List<Path> copyTo(Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (String file : FILES) {
      Optional<URL> source = resource(file);
      if (source.isPresent()) {
        Path copy = folder.resolve(file);
        try (InputStream stream = source.get().openStream()) {
          Files.copy(stream, copy);
        }
        copies.add(copy);
      }
    }
    return copies;
  }
}
