package org.vae4j.backend.nd4j;

import java.nio.FloatBuffer;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Update.AdamUpdate;

/**
 * One step of Adam for one parameter, in one pass over its memory. It computes with floats, block
 * by block: the time of a large model's step is mostly this and matrix products.
 */
final class AdamStep implements Step {
  /** The tensors of an update, as a run has computed them. */
  record Tensors(
      Operand gradient, Operand learningRate, Operand biasCorrection1, Operand biasCorrection2) {}

  /** The variables of an update. */
  record Targets(Operand parameter, Operand firstMoment, Operand secondMoment) {}

  private static final float GUARD_1 = (float) AdamUpdate.FIRST_MOMENT_GUARD;
  private static final float GUARD_2 = (float) AdamUpdate.SECOND_MOMENT_GUARD;

  private final AdamUpdate update;
  private final Tensors tensors;
  private final FloatBuffer parameter;
  private final FloatBuffer firstMoment;
  private final FloatBuffer secondMoment;
  private final FloatBuffer gradient;
  private final float[] theta;
  private final float[] m;
  private final float[] v;
  private final float[] g;

  private AdamStep(AdamUpdate update, Targets targets, Tensors tensors) {
    this.update = update;
    this.tensors = tensors;
    this.parameter = (FloatBuffer) targets.parameter.numbers();
    this.firstMoment = (FloatBuffer) targets.firstMoment.numbers();
    this.secondMoment = (FloatBuffer) targets.secondMoment.numbers();
    this.gradient = (FloatBuffer) tensors.gradient.numbers();
    int block = Math.min(Arithmetic.BLOCK, targets.parameter.count());
    this.theta = new float[block];
    this.m = new float[block];
    this.v = new float[block];
    this.g = new float[block];
  }

  static Step of(AdamUpdate update, Targets targets, Tensors tensors, Precision precision) {
    return precision == Precision.FLOAT64
        ? () -> plain(update, targets, tensors)
        : new AdamStep(update, targets, tensors);
  }

  /** Number by number: double precision is for checking mathematics. */
  private static void plain(AdamUpdate update, Targets targets, Tensors tensors) {
    double rate = tensors.learningRate.get(0);
    double correction1 = tensors.biasCorrection1.get(0);
    double correction2 = tensors.biasCorrection2.get(0);
    double beta1 = update.beta1();
    double beta2 = update.beta2();
    for (int i = 0; i < targets.parameter.count(); i++) {
      double g = tensors.gradient.get(i);
      double m = beta1 * targets.firstMoment.get(i) + (1 - beta1) * g;
      double v = beta2 * targets.secondMoment.get(i) + (1 - beta2) * g * g;
      v += AdamUpdate.SECOND_MOMENT_GUARD;
      double theta = targets.parameter.get(i);
      double direction = (m / correction1) / (Math.sqrt(v / correction2) + update.epsilon());
      targets.firstMoment.set(i, m);
      targets.secondMoment.set(i, v);
      targets.parameter.set(i, theta - rate * update.weightDecay() * theta - rate * direction);
    }
  }

  @Override
  public void run() {
    double rate = tensors.learningRate.get(0);
    float decay = (float) (rate * update.weightDecay());
    float scale = (float) (rate / tensors.biasCorrection1.get(0));
    float correction2 = (float) (1 / tensors.biasCorrection2.get(0));
    for (int from = 0; from < parameter.capacity(); from += m.length) {
      int size = Math.min(m.length, parameter.capacity() - from);
      gradient.get(from, g, 0, size);
      firstMoment.get(from, m, 0, size);
      secondMoment.get(from, v, 0, size);
      parameter.get(from, theta, 0, size);
      descend(
          theta,
          m,
          v,
          g,
          (float) update.beta1(),
          (float) (1 - update.beta1()),
          (float) update.beta2(),
          (float) (1 - update.beta2()),
          scale,
          correction2,
          decay,
          (float) update.epsilon());
      firstMoment.put(from, m, 0, size);
      secondMoment.put(from, v, 0, size);
      parameter.put(from, theta, 0, size);
    }
  }

  private static void descend(
      float[] theta,
      float[] m,
      float[] v,
      float[] g,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float scale,
      float correction2,
      float decay,
      float epsilon) {
    for (int i = 0; i < theta.length; i++) {
      float first = (m[i] * beta1 + g[i] * rest1 + GUARD_1) - GUARD_1;
      float second = (v[i] * beta2 + GUARD_2) + g[i] * g[i] * rest2;
      m[i] = first;
      v[i] = second;
      float root = (float) Math.sqrt(second * correction2);
      theta[i] = (theta[i] - theta[i] * decay) - scale * first / (root + epsilon);
    }
  }
}
