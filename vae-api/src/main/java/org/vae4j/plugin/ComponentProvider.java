package org.vae4j.plugin;

import java.util.List;

/**
 * How a jar adds components: a service listed in {@code
 * META-INF/services/org.vae4j.plugin.ComponentProvider}. Its class is public, with a public
 * constructor without parameters that does nothing.
 *
 * <pre>{@code
 * public final class AcmeComponents implements ComponentProvider {
 *   public int spiVersion() {
 *     return SPI_VERSION;
 *   }
 *
 *   public List<Component<?>> components() {
 *     return List.of(Component.of(Layer.class, "acme:gated", new Gated(1)).requiring("units"));
 *   }
 * }
 * }</pre>
 *
 * <p>Names are qualified, {@code acme:gated}; names without a colon are this library's own. A
 * provider that breaks the rules is reported by {@link Components#problems()} and hides no other.
 */
public interface ComponentProvider {
  /** The version of this service interface. */
  int SPI_VERSION = 1;

  /** The {@link #SPI_VERSION} that it was compiled against. */
  int spiVersion();

  /** What it adds. */
  List<Component<?>> components();
}
