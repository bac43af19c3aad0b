package org.vae4j.network;

import java.util.Map;
import java.util.Objects;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Distribution;
import org.vae4j.model.Context;
import org.vae4j.model.DistributionPosterior;
import org.vae4j.model.Posterior;
import org.vae4j.model.PosteriorHead;
import org.vae4j.tensor.Tensor;

/**
 * q(z|x) = N(μ, diag σ²) with μ and log σ² from dense layers, {@code mean} and {@code log-variance}
 * (Kingma &amp; Welling 2014, equation 9). log σ² is limited to [−15, 15], so that neither σ² nor
 * 1/σ² overflows.
 *
 * @param size the number of latent dimensions
 */
public record DiagonalNormalHead(int size) implements PosteriorHead {
  private static final double LOG_VARIANCE_LIMIT = 15;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public DiagonalNormalHead {
    if (size < 1) {
      throw new IllegalArgumentException("latent size: expected at least 1, got " + size);
    }
  }

  /** A head for this many latent dimensions. */
  public static DiagonalNormalHead of(int size) {
    return new DiagonalNormalHead(size);
  }

  @Override
  public Posterior apply(Tensor features, Context context) {
    Tensor flat = new Flatten().apply(features, context);
    Tensor mean = Dense.of(size).apply("mean", flat, context);
    Tensor logVariance =
        Dense.of(size)
            .apply("log-variance", flat, context)
            .clamp(-LOG_VARIANCE_LIMIT, LOG_VARIANCE_LIMIT);
    return posterior(mean, logVariance);
  }

  /**
   * The posterior with these parameters, {@code [rows] ++ latent} each: for encoders without this
   * head.
   */
  public static Posterior posterior(Tensor mean, Tensor logVariance) {
    return new DistributionPosterior(
        Map.of("mean", mean, "logVariance", logVariance),
        DiagonalNormalHead::distribution,
        parameters -> named("mean", parameters));
  }

  private static Distribution distribution(Map<String, Tensor> parameters) {
    return DiagonalNormal.of(named("mean", parameters), named("logVariance", parameters));
  }

  private static Tensor named(String name, Map<String, Tensor> parameters) {
    return Objects.requireNonNull(parameters.get(name));
  }
}
