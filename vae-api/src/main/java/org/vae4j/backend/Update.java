package org.vae4j.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * A change of variables at the end of a run. All reads of a run see the values before it; then all
 * updates are applied together.
 */
public sealed interface Update {
  /** The variables that are replaced. */
  List<Variable> targets();

  /** The tensors that the new values are computed from. */
  List<Tensor> operands();

  /** The same update of other tensors. */
  Update map(UnaryOperator<Tensor> replacement);

  /**
   * The same update as plain assignments: what a backend that fuses nothing may run, and what
   * fusing must equal.
   */
  List<Assign> assignments();

  /** variable ← value. */
  record Assign(Variable variable, Tensor value) implements Update {
    /**
     * Checks the types.
     *
     * @throws IllegalArgumentException if the value is not FLOAT of the variable's shape
     */
    public Assign {
      requireFits(variable, value);
    }

    @Override
    public List<Variable> targets() {
      return List.of(variable);
    }

    @Override
    public List<Tensor> operands() {
      return List.of(value);
    }

    @Override
    public Assign map(UnaryOperator<Tensor> replacement) {
      return new Assign(variable, replacement.apply(value));
    }

    @Override
    public List<Assign> assignments() {
      return List.of(this);
    }
  }

  /**
   * One step of Adam (Kingma &amp; Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov
   * &amp; Hutter 2019, algorithm 2):
   *
   * <pre>
   * m ← (β₁·m + (1 − β₁)·g + 1e-25) − 1e-25
   * v ← (β₂·v + 1e-30) + (1 − β₂)·g²
   * θ ← θ − α·λ·θ − α·(m / c₁) / (√(v / c₂) + ε)       c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ
   * </pre>
   *
   * The two added constants keep the moments of a dead unit out of the denormal numbers, where
   * processors are ten times slower; they are far below rounding everywhere else.
   *
   * @param parameter θ
   * @param firstMoment m, of θ's shape, 0 at first
   * @param secondMoment v, of θ's shape, 0 at first
   * @param gradient g, of θ's shape
   * @param learningRate α, a scalar
   * @param biasCorrection1 c₁, a scalar that the host computes in double precision
   * @param biasCorrection2 c₂, likewise
   * @param beta1 β₁
   * @param beta2 β₂
   * @param epsilon ε
   * @param weightDecay λ
   */
  record AdamUpdate(
      Variable parameter,
      Variable firstMoment,
      Variable secondMoment,
      Tensor gradient,
      Tensor learningRate,
      Tensor biasCorrection1,
      Tensor biasCorrection2,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay)
      implements Update {
    /** Added to the first moment and taken away again. */
    public static final double FIRST_MOMENT_GUARD = 1e-25;

    /** Added to the second moment. */
    public static final double SECOND_MOMENT_GUARD = 1e-30;

    /**
     * Checks the types.
     *
     * @throws IllegalArgumentException if a moment or the gradient has not the parameter's shape, a
     *     scalar is none, or a tensor is not FLOAT
     */
    public AdamUpdate {
      requireFits(parameter, gradient);
      for (Variable moment : List.of(firstMoment, secondMoment)) {
        if (!moment.shape().equals(parameter.shape())) {
          throw new IllegalArgumentException(
              "Adam update of " + parameter + ": expected a moment of its shape, got " + moment);
        }
      }
      for (Tensor scalar : List.of(learningRate, biasCorrection1, biasCorrection2)) {
        if (!scalar.type().equals(TensorType.floats(Shape.scalar()))) {
          throw new IllegalArgumentException(
              "Adam update of " + parameter + ": expected a FLOAT scalar, got " + scalar.type());
        }
      }
    }

    @Override
    public List<Variable> targets() {
      return List.of(parameter, firstMoment, secondMoment);
    }

    @Override
    public List<Tensor> operands() {
      return List.of(gradient, learningRate, biasCorrection1, biasCorrection2);
    }

    @Override
    public AdamUpdate map(UnaryOperator<Tensor> replacement) {
      return new AdamUpdate(
          parameter,
          firstMoment,
          secondMoment,
          replacement.apply(gradient),
          replacement.apply(learningRate),
          replacement.apply(biasCorrection1),
          replacement.apply(biasCorrection2),
          beta1,
          beta2,
          epsilon,
          weightDecay);
    }

    @Override
    public List<Assign> assignments() {
      Graph graph = gradient.graph();
      Tensor theta = graph.read(parameter);
      Tensor m =
          graph
              .read(firstMoment)
              .times(beta1)
              .plus(gradient.times(1 - beta1))
              .plus(FIRST_MOMENT_GUARD)
              .minus(FIRST_MOMENT_GUARD);
      Tensor v =
          graph
              .read(secondMoment)
              .times(beta2)
              .plus(SECOND_MOMENT_GUARD)
              .plus(gradient.square().times(1 - beta2));
      Tensor direction =
          m.dividedBy(biasCorrection1).dividedBy(v.dividedBy(biasCorrection2).sqrt().plus(epsilon));
      Tensor decayed =
          weightDecay == 0 ? theta : theta.minus(theta.times(learningRate.times(weightDecay)));
      List<Assign> assignments = new ArrayList<>();
      assignments.add(new Assign(firstMoment, m));
      assignments.add(new Assign(secondMoment, v));
      assignments.add(new Assign(parameter, decayed.minus(direction.times(learningRate))));
      return assignments;
    }
  }

  private static void requireFits(Variable variable, Tensor value) {
    if (!value.type().equals(TensorType.floats(variable.shape()))) {
      throw new IllegalArgumentException(
          "update of " + variable + ": expected a FLOAT value of its shape, got " + value.type());
    }
  }
}
