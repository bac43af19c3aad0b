package org.vae4j.distribution;

import java.util.Optional;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A probability distribution written in tensors. Axes are samples ++ rows ++ event: leading axes
 * are independent and broadcast, the event axes are one draw. Densities are in nats.
 */
public interface Distribution {
  /** The leading axes: empty, or {@code [rows]}. */
  Shape batchShape();

  /** The axes of one draw. */
  Shape eventShape();

  /**
   * log p(value), summed over the event axes.
   *
   * @param value of shape {@code [leading…] ++ event}
   * @return of shape {@code [leading…]}, broadcast with {@link #batchShape()}
   */
  Tensor logDensity(Tensor value);

  /**
   * Draws for each row.
   *
   * @return of shape {@code [samples, rows] ++ event}
   */
  Tensor sample(int samples, Scope scope);

  /** Whether gradients flow from a sample to the parameters of this distribution; no by default. */
  default boolean reparameterized() {
    return false;
  }

  /**
   * KL(q ‖ this) in closed form, if this distribution knows one.
   *
   * @return event axes are kept, of size 1 where the divergence does not factorize over them
   */
  default Optional<Tensor> klFrom(Distribution q) {
    return Optional.empty();
  }

  /**
   * KL(this ‖ p) in closed form, if this distribution knows one; see {@link #klFrom} for the shape.
   */
  default Optional<Tensor> klTo(Distribution p) {
    return Optional.empty();
  }

  /** KL(q ‖ p) in closed form, if either knows one; see {@link #klFrom} for the shape. */
  static Optional<Tensor> kl(Distribution q, Distribution p) {
    return q.klTo(p).or(() -> p.klFrom(q));
  }
}
