package org.vae4j.backend.nd4j;

import org.vae4j.backend.Precision;
import org.vae4j.backend.Update.AdamUpdate;

/** One step of Adam for one parameter, in one pass over its memory. */
final class AdamStep implements Step {
  /** The tensors of an update, as a run has computed them. */
  record Tensors(
      Operand gradient, Operand learningRate, Operand biasCorrection1, Operand biasCorrection2) {}

  /** The variables of an update. */
  record Targets(Operand parameter, Operand firstMoment, Operand secondMoment) {}

  private final AdamUpdate update;
  private final Targets targets;
  private final Tensors tensors;
  private final boolean rounds;
  private final double firstGuard;
  private final Staging staging;
  private final double[] theta = new double[Staging.BLOCK];
  private final double[] m = new double[Staging.BLOCK];
  private final double[] v = new double[Staging.BLOCK];
  private final double[] g = new double[Staging.BLOCK];

  AdamStep(
      AdamUpdate update, Targets targets, Tensors tensors, Precision precision, Staging staging) {
    this.update = update;
    this.targets = targets;
    this.tensors = tensors;
    this.rounds = precision != Precision.FLOAT64;
    this.firstGuard =
        rounds ? (float) AdamUpdate.FIRST_MOMENT_GUARD : AdamUpdate.FIRST_MOMENT_GUARD;
    this.staging = staging;
  }

  @Override
  public void run() {
    double rate = tensors.learningRate.get(0);
    double decay = 1 - rate * update.weightDecay();
    double scale = rate / tensors.biasCorrection1.get(0);
    double correction2 = 1 / tensors.biasCorrection2.get(0);
    int count = targets.parameter.count();
    for (int from = 0; from < count; from += Staging.BLOCK) {
      int size = Math.min(Staging.BLOCK, count - from);
      staging.read(tensors.gradient, from, g, 0, size);
      staging.read(targets.firstMoment, from, m, 0, size);
      staging.read(targets.secondMoment, from, v, 0, size);
      staging.read(targets.parameter, from, theta, 0, size);
      first(m, g, update.beta1(), firstGuard, size);
      if (rounds) {
        Kernels.round(m, size); // Only then is what the guard swallows gone.
      }
      unguard(m, firstGuard, size);
      second(v, g, update.beta2(), size);
      descend(theta, m, v, decay, scale, correction2, update.epsilon(), size);
      staging.write(targets.firstMoment, from, m, 0, size);
      staging.write(targets.secondMoment, from, v, 0, size);
      staging.write(targets.parameter, from, theta, 0, size);
    }
  }

  private static void first(double[] m, double[] g, double beta, double guard, int count) {
    for (int i = 0; i < count; i++) {
      m[i] = beta * m[i] + (1 - beta) * g[i] + guard;
    }
  }

  private static void unguard(double[] m, double guard, int count) {
    for (int i = 0; i < count; i++) {
      m[i] -= guard;
    }
  }

  private static void second(double[] v, double[] g, double beta, int count) {
    for (int i = 0; i < count; i++) {
      v[i] = beta * v[i] + AdamUpdate.SECOND_MOMENT_GUARD + (1 - beta) * g[i] * g[i];
    }
  }

  private static void descend(
      double[] theta,
      double[] m,
      double[] v,
      double decay,
      double scale,
      double correction2,
      double epsilon,
      int count) {
    for (int i = 0; i < count; i++) {
      theta[i] = theta[i] * decay - scale * m[i] / (Math.sqrt(v[i] * correction2) + epsilon);
    }
  }
}
