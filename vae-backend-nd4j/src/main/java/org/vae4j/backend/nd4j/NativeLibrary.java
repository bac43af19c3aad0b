package org.vae4j.backend.nd4j;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vae4j.backend.Availability;

/** The jars of native code that ND4J needs, as found on a classpath without loading any of them. */
final class NativeLibrary {
  static final String ND4J = "1.0.0-M2.1";
  private static final String OPENBLAS = "0.3.31-1.5.13";
  private static final String JAVACPP = "1.5.13";
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "windows-x86_64");
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

  /** What is missing, or nothing if ND4J can start. */
  Optional<Availability.Unavailable> missing() {
    if (!has("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class")) {
      return unavailable(
          "ND4J's backend for CPUs is not on the classpath",
          "add org.nd4j:nd4j-native:" + ND4J + WHERE);
    } else if (!PUBLISHED.contains(platform)) {
      return unavailable(
          "ND4J " + ND4J + " is not published for " + platform,
          "use another backend, such as java");
    }
    return absent(
            "org/nd4j/linalg/cpu/nativecpu/bindings",
            "jnind4jcpu",
            "ND4J " + ND4J,
            "org.nd4j:nd4j-native:" + ND4J)
        .or(
            () ->
                absent(
                    "org/bytedeco/openblas",
                    "jniopenblas_nolapack",
                    "OpenBLAS",
                    "org.bytedeco:openblas:" + OPENBLAS))
        .or(
            () ->
                absent(
                    "org/bytedeco/javacpp",
                    "jnijavacpp",
                    "JavaCPP",
                    "org.bytedeco:javacpp:" + JAVACPP));
  }

  private Optional<Availability.Unavailable> absent(
      String folder, String library, String what, String coordinate) {
    String file =
        platform.startsWith("windows") ? ".dll" : platform.startsWith("mac") ? ".dylib" : ".so";
    String name = (platform.startsWith("windows") ? "" : "lib") + library + file;
    return has(folder + "/" + platform + "/" + name)
        ? Optional.empty()
        : unavailable(
            "the library of " + what + " for " + platform + " is not on the classpath",
            "add " + coordinate + ":" + platform + WHERE);
  }

  private boolean has(String resource) {
    return loader.getResource(resource) != null;
  }

  private static Optional<Availability.Unavailable> unavailable(String reason, String remedy) {
    return Optional.of(new Availability.Unavailable(reason, remedy));
  }

  /** A platform as the artifacts name it. */
  private static String platform(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String os = name.startsWith("win") ? "windows" : name.startsWith("mac") ? "macosx" : name;
    String arch = osArch.equals("amd64") ? "x86_64" : osArch.equals("aarch64") ? "arm64" : osArch;
    return os.replace(' ', '-') + "-" + arch;
  }
}
