package org.vae4j.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vae4j.distribution.Distribution;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/** q(z|x) for each row: something that can be drawn from, and usually a distribution. */
public interface Posterior {
  /** Draws codes. */
  Draw draw(int samples, Scope scope);

  /**
   * The code that stands for each row, without noise: {@code [rows] ++ latent}. Usually the mean.
   */
  Tensor representative();

  /** The distribution, if there is one: a deterministic or quantizing encoder has none. */
  Optional<Distribution> distribution();

  /** What the encoder computed, by name and in the parametrization that the name says. */
  Map<String, Tensor> parameters();

  /**
   * The same kind of posterior with these parameters in place of its own. With stopped gradients it
   * is a detached copy.
   *
   * @throws IllegalArgumentException if the names are not those of {@link #parameters()}
   */
  Posterior with(Map<String, Tensor> parameters);

  /** A copy through which no gradient flows to the encoder. */
  default Posterior detached() {
    Map<String, Tensor> stopped = new TreeMap<>(parameters());
    stopped.replaceAll((name, value) -> value.stopGradient());
    return with(stopped);
  }
}
