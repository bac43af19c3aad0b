package org.vae4j.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Update;
import org.vae4j.model.Optimizer;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/**
 * Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019, algorithm 2); {@link
 * Update.AdamUpdate} has the formula.
 *
 * @param learningRate α
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε
 * @param weightDecay λ; it is multiplied by the learning rate
 */
public record AdamW(
    Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a beta is not in [0, 1), or epsilon, the decay or the
   *     learning rate at the start is negative
   */
  public AdamW {
    learningRate.requireNotNegative("Adam learning rate");
    check(beta1, beta2, epsilon, weightDecay);
  }

  static void check(double beta1, double beta2, double epsilon, double weightDecay) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "Adam betas: expected two in [0, 1), got " + beta1 + " and " + beta2);
    }
    if (!(epsilon >= 0 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "Adam epsilon and weight decay: expected 0 or more, got "
              + epsilon
              + " and "
              + weightDecay);
    }
  }

  /** The usual numbers: β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public static AdamW of(double learningRate, double weightDecay) {
    return new AdamW(Schedule.constant(learningRate), 0.9, 0.999, 1e-8, weightDecay);
  }

  @Override
  public List<Update> updates(Map<Variable, Tensor> gradients, Scope scope) {
    Tensor rate = scope.scalar("learning-rate", learningRate);
    Tensor correction1 =
        scope.scalar("bias-correction-1", (step, epoch) -> 1 - Math.pow(beta1, step + 1.0));
    Tensor correction2 =
        scope.scalar("bias-correction-2", (step, epoch) -> 1 - Math.pow(beta2, step + 1.0));
    List<Update> updates = new ArrayList<>();
    gradients.forEach(
        (parameter, gradient) ->
            updates.add(
                new Update.AdamUpdate(
                    parameter,
                    new Variable(parameter.name() + "/adam-first-moment", parameter.shape()),
                    new Variable(parameter.name() + "/adam-second-moment", parameter.shape()),
                    gradient,
                    rate,
                    correction1,
                    correction2,
                    beta1,
                    beta2,
                    epsilon,
                    weightDecay)));
    return updates;
  }
}
