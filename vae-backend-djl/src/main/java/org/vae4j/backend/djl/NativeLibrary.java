package org.vae4j.backend.djl;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.vae4j.backend.Availability;

/**
 * The jars of native code that the engine needs, as found on a classpath without loading any of
 * them. What is not there the engine would download; so it is only started when everything is.
 */
final class NativeLibrary {
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");
  private static final String WHERE =
      "; put it on the classpath, or into backends/djl of the distribution";

  private final ClassLoader loader;
  private final String platform;
  private final Properties engine;

  NativeLibrary(ClassLoader loader, String osName, String osArch) {
    this.loader = loader;
    this.platform = platform(osName, osArch);
    this.engine = properties(loader.getResource("pytorch-engine.properties"));
  }

  /** The natives for this process. */
  static NativeLibrary ofThisProcess() {
    return new NativeLibrary(
        NativeLibrary.class.getClassLoader(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /** What is missing, or nothing if the engine can start on a CPU or a GPU. */
  Optional<Availability.Unavailable> missing() {
    String version = engine.getProperty("pytorch_version", "");
    if (version.isEmpty()) {
      return unavailable(
          "the PyTorch engine of DJL is not on the classpath",
          "add ai.djl.pytorch:pytorch-engine" + WHERE);
    } else if (!PUBLISHED.contains(platform)) {
      return unavailable(
          "PyTorch is not published for " + platform, "use another backend, such as java");
    }
    List<String> flavors = flavors(version);
    if (flavors.isEmpty()) {
      return unavailable(
          "the PyTorch " + version + " library for " + platform + " is not on the classpath",
          "add ai.djl.pytorch:pytorch-native-cpu:" + version + ":" + platform + WHERE);
    }
    String flavor = flavors.get(0);
    String jni = "jnilib/" + platform + "/" + flavor + "/" + System.mapLibraryName("djl_torch");
    if (loader.getResource(jni) == null) {
      String coordinate =
          "ai.djl.pytorch:pytorch-jni:" + version + "-" + engine.getProperty("djl_version");
      return unavailable(
          "the " + flavor + " glue between DJL and PyTorch is not on the classpath",
          "add " + coordinate + WHERE);
    }
    return Optional.empty();
  }

  /** Whether a library for GPUs is on the classpath. */
  boolean hasCuda() {
    return flavors(engine.getProperty("pytorch_version", "")).stream()
        .anyMatch(flavor -> flavor.startsWith("cu"));
  }

  /** Whether a library for CPUs is on the classpath. */
  boolean hasCpu() {
    return flavors(engine.getProperty("pytorch_version", "")).stream()
        .anyMatch(flavor -> flavor.startsWith("cpu"));
  }

  /** What to add for a GPU. */
  String cudaCoordinate() {
    return "ai.djl.pytorch:pytorch-native-cu128:"
        + engine.getProperty("pytorch_version")
        + ":"
        + platform;
  }

  /** What to add for a CPU. */
  String cpuCoordinate() {
    return "ai.djl.pytorch:pytorch-native-cpu:"
        + engine.getProperty("pytorch_version")
        + ":"
        + platform;
  }

  /** Builds of the engine's version for this platform, those for GPUs first. */
  private List<String> flavors(String version) {
    List<String> flavors = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
        Properties library = properties(url);
        boolean fits = platform.equals(library.getProperty("classifier"));
        if (fits && library.getProperty("version", "").startsWith(version)) {
          flavors.add(library.getProperty("flavor", "cpu"));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    flavors.sort(Collections.reverseOrder());
    return flavors;
  }

  private static Optional<Availability.Unavailable> unavailable(String reason, String remedy) {
    return Optional.of(new Availability.Unavailable(reason, remedy));
  }

  private static Properties properties(@org.jspecify.annotations.Nullable URL url) {
    Properties properties = new Properties();
    if (url != null) {
      try (InputStream stream = url.openStream()) {
        properties.load(stream);
      } catch (IOException | IllegalArgumentException e) {
        return new Properties(); // A jar that cannot be read is a jar that is not there.
      }
    }
    return properties;
  }

  /** A platform as the engine's artifacts name it. */
  private static String platform(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String os = name.startsWith("win") ? "win" : name.startsWith("mac") ? "osx" : name;
    return os.replace(' ', '-') + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
  }
}
