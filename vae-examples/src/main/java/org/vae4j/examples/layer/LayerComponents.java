package org.vae4j.examples.layer;

import java.util.List;
import org.vae4j.model.Layer;
import org.vae4j.plugin.Component;
import org.vae4j.plugin.ComponentProvider;

/** Gives the layer a name, by which models that hold it are saved and JSON says it. */
public final class LayerComponents implements ComponentProvider {
  /** Does nothing. */
  public LayerComponents() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(Layer.class, "examples:gated-residual", GatedResidual.of(1))
            .requiring("units"));
  }
}
