package org.vae4j.distribution;

import java.util.Map;
import java.util.Optional;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * Independent normal elements, N(mean, exp(logVariance)).
 *
 * <p>log p(x) = −½ Σ (log 2π + log σ² + (x − μ)² / σ²); KL between two of them as in Kingma &amp;
 * Welling (2014), appendix B, for any second mean and variance.
 *
 * @param mean μ, of shape {@code [batch…] ++ event}
 * @param logVariance log σ², of the same shape
 * @param batchShape the leading axes
 */
public record DiagonalNormal(Tensor mean, Tensor logVariance, Shape batchShape)
    implements Factorized, Likelihood {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if mean and log-variance differ in shape or do not begin with
   *     the batch axes
   */
  public DiagonalNormal {
    boolean fits =
        mean.shape().equals(logVariance.shape()) && mean.shape().rank() >= batchShape.rank();
    if (!fits || !mean.shape().first(batchShape.rank()).equals(batchShape)) {
      throw new IllegalArgumentException(
          "diagonal normal: expected a mean and a log-variance of one shape "
              + batchShape
              + " ++ event, got "
              + mean.type()
              + " and "
              + logVariance.type());
    }
  }

  /** One distribution for each row: mean and log-variance of shape {@code [rows] ++ event}. */
  public static DiagonalNormal of(Tensor mean, Tensor logVariance) {
    return new DiagonalNormal(mean, logVariance, mean.shape().first(1));
  }

  /** N(0, I) for every row. */
  public static DiagonalNormal standard(Graph graph, Shape event) {
    return new DiagonalNormal(graph.fill(0, event), graph.fill(0, event), Shape.scalar());
  }

  @Override
  public Shape eventShape() {
    return mean.shape().last(mean.shape().rank() - batchShape.rank());
  }

  @Override
  public Tensor elementLogDensity(Tensor value) {
    Tensor squared = value.minus(mean).square().times(logVariance.neg().exp());
    return squared.plus(logVariance).plus(LOG_2_PI).times(-0.5);
  }

  /** μ + σ·ε with ε ~ N(0, I). */
  @Override
  public Tensor sample(int samples, Scope scope) {
    Tensor noise = scope.normal("noise", samples, eventShape());
    return logVariance.times(0.5).exp().times(noise).plus(mean);
  }

  @Override
  public boolean reparameterized() {
    return true;
  }

  /** ½ (log σₚ² − log σ² + (σ² + (μ − μₚ)²) / σₚ² − 1), elementwise. */
  @Override
  public Optional<Tensor> klTo(Distribution p) {
    if (!(p instanceof DiagonalNormal other)) {
      return Optional.empty();
    }
    Tensor spread = logVariance.exp().plus(mean.minus(other.mean).square());
    Tensor ratio = spread.times(other.logVariance.neg().exp());
    return Optional.of(ratio.plus(other.logVariance).minus(logVariance).minus(1).times(0.5));
  }

  @Override
  public Map<String, Tensor> parameters() {
    return Map.of("mean", mean, "logVariance", logVariance);
  }

  @Override
  public Optional<Tensor> expectation() {
    return Optional.of(mean);
  }
}
