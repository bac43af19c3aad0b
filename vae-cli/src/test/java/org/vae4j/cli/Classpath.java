package org.vae4j.cli;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.backend.java.JavaBackendProvider;
import org.vae4j.plugin.Components;

/** Classpaths of virtual machines that tests start. */
final class Classpath {
  private Classpath() {}

  /** The classes of {@code vae-api}. */
  static String api() {
    return codeOf(Components.class).toString();
  }

  /** All that these tests have, the Java backend included, then plug-ins. */
  static String with(Path... plugIns) {
    return join(own(), plugIns);
  }

  /** As {@link #with}, but for the Java backend. */
  static String withoutBackend(Path... plugIns) {
    Path backend = codeOf(JavaBackendProvider.class);
    return join(own().filter(entry -> !Path.of(entry).equals(backend)), plugIns);
  }

  private static Stream<String> own() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static String join(Stream<String> entries, Path... plugIns) {
    return Stream.concat(entries, List.of(plugIns).stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of a class is a path", e);
    }
  }
}
