package org.vae4j.distribution;

import org.vae4j.tensor.Tensor;

/** A distribution whose elements are independent, so that each has a density of its own. */
public interface Factorized extends Distribution {
  /** log p of each element: as {@link #logDensity}, with the event axes kept. */
  Tensor elementLogDensity(Tensor value);

  @Override
  default Tensor logDensity(Tensor value) {
    return elementLogDensity(value).sumOverLast(eventShape().rank());
  }
}
