package org.vae4j.examples.prior;

import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Distribution;
import org.vae4j.model.Prior;
import org.vae4j.model.PriorContext;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * p(z) = Σ wₖ·N(z; μₖ, diag σₖ²) with learned weights, means and variances: for data that comes in
 * clusters.
 *
 * @param components how many normals
 */
public record MixturePrior(int components) implements Prior {
  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public MixturePrior {
    if (components < 1) {
      throw new IllegalArgumentException(
          "mixture prior components: expected at least 1, got " + components);
    }
  }

  /** A mixture of this many normals. */
  public static MixturePrior of(int components) {
    return new MixturePrior(components);
  }

  @Override
  public Distribution distribution(PriorContext context) {
    Shape each = Shape.of(components).concat(context.latentShape());
    Tensor mean = context.parameter("mean", each, Initializer.normal(1)); // apart, or all stay one
    Tensor logVariance = context.parameter("log-variance", each, Initializer.zeros());
    Tensor logits = context.parameter("logits", Shape.of(components), Initializer.zeros());
    // A distribution for each row; here the rows are the components.
    DiagonalNormal normals = DiagonalNormal.of(mean, logVariance);
    return new Mixture(logits, normals, Shape.scalar(), context.latentShape());
  }
}
