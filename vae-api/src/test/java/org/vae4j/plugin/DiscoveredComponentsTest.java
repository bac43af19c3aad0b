package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.acme.Providers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.model.Layer;

/** A user's jar that this library was not compiled with. */
final class DiscoveredComponentsTest {
  @TempDir private Path folder;

  @Test
  void aJarAddsItsComponents() throws IOException {
    Path source = folder.resolve("UserComponents.java");
    Files.writeString(
        source,
        """
        package com.example;

        import java.util.List;
        import org.vae4j.model.Layer;
        import org.vae4j.plugin.Component;
        import org.vae4j.plugin.ComponentProvider;
        import org.vae4j.tensor.Scope;
        import org.vae4j.tensor.Tensor;

        public final class UserComponents implements ComponentProvider {
          record Scaled(double factor, int unused) implements Layer {
            public Tensor apply(Tensor x, Scope scope) {
              return x.times(factor);
            }
          }

          public int spiVersion() {
            return SPI_VERSION;
          }

          public List<Component<?>> components() {
            return List.of(
                Component.of(Layer.class, "example:scaled", new Scaled(0.5, 3))
                    .requiring("unused"));
          }
        }
        """);
    compile(source);
    try (URLClassLoader loader = listing("com.example.UserComponents")) {
      Components components = Components.find(loader);
      Map<String, Object> tree = Map.of("type", "example:scaled", "unused", 5);

      Layer layer = components.read(Layer.class, tree);

      assertThat(layer).hasToString("Scaled[factor=0.5, unused=5]");
      assertThat(components.write(Layer.class, layer))
          .hasToString("{type=example:scaled, factor=0.5, unused=5}");
      assertThat(components.list())
          .filteredOn(info -> info.name().equals("example:scaled"))
          .extracting(ComponentInfo::origin)
          .containsExactly(folder.toString());
      assertThat(components.problems()).isEmpty();
    }
  }

  private void compile(Path source) {
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                locationOf(Components.class),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).isZero();
  }

  private static String locationOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  @Test
  void brokenProvidersHideNobody() throws IOException {
    try (URLClassLoader loader =
        listing(
            "org.acme.NotThere",
            Providers.FailsToConstruct.class.getName(),
            Providers.class.getName(),
            Providers.Newer.class.getName(),
            Providers.Good.class.getName())) {
      Components components = Components.find(loader);

      assertThat(components.read(Layer.class, "acme:swish")).isSameAs(Providers.SWISH);
      assertThat(components.problems()).hasSize(4);
      assertThat(components.problems().get(0)).contains("org.acme.NotThere not found");
      assertThat(components.problems().get(1))
          .isEqualTo(
              "component provider org.acme.Providers$FailsToConstruct is broken: expected its"
                  + " components, got java.lang.IllegalStateException: constructor gave up; use its"
                  + " jar for this version of vae4j with all that it depends on"
                  + " (docs/troubleshooting.md#broken-plug-in)");
      assertThat(components.problems().get(2)).contains("org.acme.Providers not a subtype");
      assertThat(components.problems().get(3)).contains("Newer is of another version");
    }
  }

  @Test
  void theContextClassLoaderIsSearched() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = listing(Providers.Good.class.getName())) {
      thread.setContextClassLoader(loader);
      assertThat(Components.find().read(Layer.class, "acme:swish")).isSameAs(Providers.SWISH);
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(Components.find().list()).hasSize(Components.of().list().size());
  }

  private URLClassLoader listing(String... providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(ComponentProvider.class.getName()), String.join("\n", providers));
    URL[] urls = {folder.toUri().toURL()};
    return new URLClassLoader(urls, getClass().getClassLoader());
  }
}
