package org.vae4j.examples.prior;

import java.util.List;
import org.vae4j.model.Prior;
import org.vae4j.plugin.Component;
import org.vae4j.plugin.ComponentProvider;

/** What the plug-in adds; {@code META-INF/services} names this class. */
public final class MixtureComponents implements ComponentProvider {
  /** Does nothing. */
  public MixtureComponents() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public List<Component<?>> components() {
    return List.of(Component.of(Prior.class, "examples:mixture", MixturePrior.of(10)));
  }
}
