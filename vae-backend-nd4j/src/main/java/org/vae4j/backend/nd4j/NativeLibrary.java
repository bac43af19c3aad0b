package org.vae4j.backend.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.vae4j.backend.Availability;

/** The jars of native code that ND4J needs, as found on a classpath without loading any of them. */
final class NativeLibrary {
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "windows-x86_64");
  private static final String ANY = "VERSION";
  private static final String WHERE =
      "; put it on the classpath, or into backends/nd4j of the distribution";

  private final ClassLoader loader;
  private final String platform;

  NativeLibrary(ClassLoader loader, String osName, String osArch) {
    this.loader = loader;
    this.platform = platform(osName, osArch);
  }

  /** The natives for this process. */
  static NativeLibrary ofThisProcess() {
    return new NativeLibrary(
        NativeLibrary.class.getClassLoader(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /** ND4J's version. */
  String version() {
    return version("org.nd4j", "nd4j-native");
  }

  /** What is missing, or nothing if ND4J can start. */
  Optional<Availability.Unavailable> missing() {
    if (loader.getResource("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class") == null) {
      return unavailable(
          "ND4J's backend for CPUs is not on the classpath", "add org.nd4j:nd4j-native" + WHERE);
    } else if (!PUBLISHED.contains(platform)) {
      return unavailable(
          "ND4J " + version() + " is not published for " + platform,
          "use another backend, such as java");
    }
    return missing(
            "org.nd4j", "nd4j-native", "org/nd4j/linalg/cpu/nativecpu/bindings", "jnind4jcpu")
        .or(
            () ->
                missing(
                    "org.bytedeco", "openblas", "org/bytedeco/openblas", "jniopenblas_nolapack"))
        .or(() -> missing("org.bytedeco", "javacpp", "org/bytedeco/javacpp", "jnijavacpp"));
  }

  private Optional<Availability.Unavailable> missing(
      String group, String artifact, String folder, String library) {
    if (loader.getResource(folder + "/" + platform + "/" + fileName(library)) != null) {
      return Optional.empty();
    }
    String coordinate = group + ":" + artifact + ":" + version(group, artifact) + ":" + platform;
    return unavailable(
        "the native library of " + coordinate + " is not on the classpath",
        "add " + coordinate + WHERE);
  }

  private String fileName(String library) {
    return platform.startsWith("windows")
        ? library + ".dll"
        : "lib" + library + (platform.startsWith("macosx") ? ".dylib" : ".so");
  }

  private static Optional<Availability.Unavailable> unavailable(String reason, String remedy) {
    return Optional.of(new Availability.Unavailable(reason, remedy));
  }

  /** The version of an artifact's Java part, which that of its native part has to be. */
  private String version(String group, String artifact) {
    String name = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    Properties properties = new Properties();
    URL url = loader.getResource(name);
    if (url != null) {
      try (InputStream stream = url.openStream()) {
        properties.load(stream);
      } catch (IOException | IllegalArgumentException e) {
        return ANY; // A jar that cannot be read has no version to name.
      }
    }
    return properties.getProperty("version", ANY);
  }

  /** A platform as the artifacts name it. */
  private static String platform(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String os = name.startsWith("win") ? "windows" : name.startsWith("mac") ? "macosx" : name;
    String arch = osArch.equals("amd64") ? "x86_64" : osArch.equals("aarch64") ? "arm64" : osArch;
    return os.replace(' ', '-') + "-" + arch;
  }
}
