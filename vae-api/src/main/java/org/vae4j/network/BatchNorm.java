package org.vae4j.network;

import org.vae4j.model.Layer;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.State;
import org.vae4j.tensor.Tensor;

/**
 * (x − mean) / √(variance + ε) · scale + shift for each feature of the last axis (Ioffe &amp;
 * Szegedy 2015). Training uses the statistics of the batch and moves running ones towards them;
 * inference uses the running ones. A batch of one value a feature has no variance: it uses the
 * running statistics and leaves them alone. In training a row's result depends on its batch.
 *
 * <p>Parameters: {@code scale}, 1 at first, and {@code shift}, 0 at first. State: {@code
 * running-mean} and {@code running-variance} (unbiased).
 *
 * @param momentum how much of the running statistics stays in each step
 * @param epsilon ε
 */
public record BatchNorm(double momentum, double epsilon) implements Layer {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the momentum is not in [0, 1] or ε not positive
   */
  public BatchNorm {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "batch normalization momentum: expected one in [0, 1], got " + momentum);
    }
    LayerNorm.checkEpsilon(epsilon);
  }

  /** Batch normalization with momentum 0.9 and ε = 1e-5. */
  public static BatchNorm standard() {
    return new BatchNorm(0.9, 1e-5);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Shape features = x.shape().last(1);
    Tensor scale = scope.parameter("scale", features, Initializer.constant(1));
    Tensor shift = scope.parameter("shift", features, Initializer.zeros());
    State runningMean = scope.state("running-mean", features, Initializer.zeros());
    State runningVariance = scope.state("running-variance", features, Initializer.constant(1));
    Tensor values = x.reshape(-1, features.size(0));
    int count = values.shape().size(0);
    Tensor mean = runningMean.value();
    Tensor variance = runningVariance.value();
    if (scope.training() && count > 1) {
      mean = values.meanOver(0);
      variance = values.minus(mean).square().meanOver(0);
      runningMean.update(moved(runningMean.value(), mean));
      runningVariance.update(moved(runningVariance.value(), variance.times(count / (count - 1.0))));
    }
    Tensor normalized = values.minus(mean).dividedBy(variance.plus(epsilon).sqrt());
    return normalized.times(scale).plus(shift).reshape(x.shape());
  }

  private Tensor moved(Tensor running, Tensor batch) {
    return running.times(momentum).plus(batch.times(1 - momentum)).stopGradient();
  }
}
