package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.vae4j.plugin.ComponentProvider;

/** Jars as users make them: compiled against the classes of {@code vae-api} alone. */
final class PlugInJar {
  private PlugInJar() {}

  /** A jar of one class, which is a service. */
  static Path of(Path jar, Class<?> service, String className, String source) throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), "classes");
    Path file = Files.writeString(classes.resolve(simpleName(className) + ".java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                Classpath.api(),
                "-d",
                classes.toString(),
                file.toString());
    assertThat(status).isZero();
    Files.delete(file);
    return pack(jar, classes, service, className);
  }

  /** The jar that a page shows how to build. */
  static Path of(Path jar, MarkdownPage page, String provider) throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), "classes");
    assertThat(PageCode.compileFiles(page, Classpath.api(), classes)).isEmpty();
    return pack(jar, classes, ComponentProvider.class, provider);
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private static Path pack(Path jar, Path classes, Class<?> service, String provider)
      throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.write(services.resolve(service.getName()), List.of(provider));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        Stream<Path> content = Files.walk(classes)) {
      for (Path each : content.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, entries);
      }
    }
    return jar;
  }
}
