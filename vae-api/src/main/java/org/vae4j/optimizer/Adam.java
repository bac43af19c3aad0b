package org.vae4j.optimizer;

import java.util.List;
import java.util.Map;
import org.vae4j.backend.Update;
import org.vae4j.model.Optimizer;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/**
 * Adam (Kingma &amp; Ba 2015, algorithm 1); {@link Update.AdamUpdate} has the formula.
 *
 * @param learningRate α
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε
 */
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /** The learning rate that most models start from. */
  public static final double DEFAULT_LEARNING_RATE = 1e-3;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a beta is not in [0, 1), or epsilon or the learning rate at
   *     the start is negative
   */
  public Adam {
    learningRate.requireNotNegative("Adam learning rate");
    AdamW.check(beta1, beta2, epsilon, 0);
  }

  /** The usual numbers: α = 1e-3, β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public static Adam standard() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /** The usual numbers at another learning rate. */
  public static Adam of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /** The usual numbers at a scheduled learning rate. */
  public static Adam of(Schedule learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8);
  }

  @Override
  public List<Update> updates(Map<Variable, Tensor> gradients, Scope scope) {
    return new AdamW(learningRate, beta1, beta2, epsilon, 0).updates(gradients, scope);
  }
}
