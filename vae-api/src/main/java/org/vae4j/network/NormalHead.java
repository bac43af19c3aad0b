package org.vae4j.network;

import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Likelihood;
import org.vae4j.model.Context;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * p(x|z) = N(μ, σ²) with independent elements: μ from a dense layer, {@code mean}; σ fixed, or
 * learned as {@code log-variance}, one for all elements or one for each. For unbounded data.
 *
 * @param scale whose σ it is
 * @param standardDeviation σ, or its value before training
 */
public record NormalHead(Scale scale, double standardDeviation) implements LikelihoodHead {
  /** Where σ comes from. */
  public enum Scale {
    /** It is given. */
    FIXED,
    /** One number is learned. */
    GLOBAL,
    /** One number is learned for each feature. */
    PER_FEATURE
  }

  private static final double LOG_VARIANCE_LIMIT = 15;

  /**
   * Checks σ.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public NormalHead {
    if (!(standardDeviation > 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "standard deviation: expected a positive number, got " + standardDeviation);
    }
  }

  /** A given σ. */
  public static NormalHead fixed(double standardDeviation) {
    return new NormalHead(Scale.FIXED, standardDeviation);
  }

  /** One learned σ, 1 at first. */
  public static NormalHead global() {
    return new NormalHead(Scale.GLOBAL, 1);
  }

  /** A learned σ for each feature, 1 at first. */
  public static NormalHead perFeature() {
    return new NormalHead(Scale.PER_FEATURE, 1);
  }

  @Override
  public Likelihood apply(Tensor features, Context context) {
    Shape target = context.targetShape();
    Tensor flat = new Flatten().apply(features, context);
    Tensor mean = Dense.of(target.elementCount()).apply("mean", flat, context);
    Shape shape = Shape.of(mean.shape().size(0)).concat(target);
    return DiagonalNormal.of(mean.reshape(shape), logVariance(target, context).broadcastTo(shape));
  }

  private Tensor logVariance(Shape target, Context context) {
    double initial = 2 * Math.log(standardDeviation);
    if (scale == Scale.FIXED) {
      return context.graph().fill(initial, target);
    }
    Shape shape = scale == Scale.GLOBAL ? Shape.scalar() : target;
    return context
        .parameter("log-variance", shape, Initializer.constant(initial))
        .clamp(-LOG_VARIANCE_LIMIT, LOG_VARIANCE_LIMIT);
  }
}
