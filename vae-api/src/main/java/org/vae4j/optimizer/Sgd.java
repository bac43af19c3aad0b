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
 * Stochastic gradient descent with momentum (Polyak 1964): v ← μ·v + g, θ ← θ − α·v.
 *
 * @param learningRate α
 * @param momentum μ, in [0, 1); 0 keeps no v
 */
public record Sgd(Schedule learningRate, double momentum) implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the momentum is not in [0, 1), or the learning rate starts
   *     below 0
   */
  public Sgd {
    learningRate.requireNotNegative("SGD learning rate");
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("SGD momentum: expected one in [0, 1), got " + momentum);
    }
  }

  /** Plain gradient descent. */
  public static Sgd of(double learningRate) {
    return new Sgd(Schedule.constant(learningRate), 0);
  }

  /** This optimizer with a momentum. */
  public Sgd withMomentum(double momentum) {
    return new Sgd(learningRate, momentum);
  }

  @Override
  public List<Update> updates(Map<Variable, Tensor> gradients, Scope scope) {
    Tensor rate = scope.scalar("learning-rate", learningRate);
    List<Update> updates = new ArrayList<>();
    gradients.forEach(
        (parameter, gradient) -> {
          Tensor direction = gradient;
          if (momentum > 0) {
            Variable velocity = new Variable(parameter.name() + "/sgd-velocity", parameter.shape());
            direction = scope.graph().read(velocity).times(momentum).plus(gradient);
            updates.add(new Update.Assign(velocity, direction));
          }
          Tensor theta = scope.graph().read(parameter);
          updates.add(new Update.Assign(parameter, theta.minus(direction.times(rate))));
        });
    return updates;
  }
}
