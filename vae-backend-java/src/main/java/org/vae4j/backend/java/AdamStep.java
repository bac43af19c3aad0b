package org.vae4j.backend.java;

import org.vae4j.backend.Update.AdamUpdate;

/** One step of Adam for one parameter, in one pass over its arrays. */
final class AdamStep implements Step {
  private static final float GUARD_1 = (float) AdamUpdate.FIRST_MOMENT_GUARD;
  private static final float GUARD_2 = (float) AdamUpdate.SECOND_MOMENT_GUARD;

  private final AdamUpdate update;
  private final boolean exact;
  private final float[] parameter;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private final float[] gradient;
  private final float[] learningRate;
  private final float[] biasCorrection1;
  private final float[] biasCorrection2;
  private final Step step;

  /**
   * The arrays of the update's variables and tensors; those of its scalars have one element.
   *
   * @param exact whether to round as the formula says
   */
  AdamStep(
      AdamUpdate update,
      float[] parameter,
      float[] firstMoment,
      float[] secondMoment,
      float[] gradient,
      float[] learningRate,
      float[] biasCorrection1,
      float[] biasCorrection2,
      boolean exact,
      Workers workers) {
    this.update = update;
    this.parameter = parameter;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.gradient = gradient;
    this.learningRate = learningRate;
    this.biasCorrection1 = biasCorrection1;
    this.biasCorrection2 = biasCorrection2;
    this.exact = exact;
    this.step = LoopStep.shared(parameter.length, 1, workers, this::compute);
  }

  @Override
  public void run() {
    step.run();
  }

  private void compute(int from, int to) {
    float beta1 = (float) update.beta1();
    float rest1 = (float) (1 - update.beta1());
    float beta2 = (float) update.beta2();
    float rest2 = (float) (1 - update.beta2());
    float rate = learningRate[0];
    float decay = rate * (float) update.weightDecay();
    float epsilon = (float) update.epsilon();
    if (exact) {
      moments(firstMoment, secondMoment, gradient, beta1, rest1, beta2, rest2, from, to);
      descend(
          parameter,
          firstMoment,
          secondMoment,
          rate,
          decay,
          biasCorrection1[0],
          biasCorrection2[0],
          epsilon,
          from,
          to);
    } else {
      all(
          parameter,
          firstMoment,
          secondMoment,
          gradient,
          beta1,
          rest1,
          beta2,
          rest2,
          rate / biasCorrection1[0],
          1 / biasCorrection2[0],
          decay,
          epsilon,
          from,
          to);
    }
  }

  private static void moments(
      float[] m,
      float[] v,
      float[] g,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      m[i] = (m[i] * beta1 + g[i] * rest1 + GUARD_1) - GUARD_1;
      v[i] = (v[i] * beta2 + GUARD_2) + g[i] * g[i] * rest2;
    }
  }

  private static void descend(
      float[] theta,
      float[] m,
      float[] v,
      float rate,
      float decay,
      float correction1,
      float correction2,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float direction = (m[i] / correction1) / ((float) Math.sqrt(v[i] / correction2) + epsilon);
      theta[i] = (theta[i] - theta[i] * decay) - direction * rate;
    }
  }

  /** Everything at once, with one division. */
  private static void all(
      float[] theta,
      float[] m,
      float[] v,
      float[] g,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float scale1,
      float scale2,
      float decay,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float first = (m[i] * beta1 + g[i] * rest1 + GUARD_1) - GUARD_1;
      float second = (v[i] * beta2 + GUARD_2) + g[i] * g[i] * rest2;
      m[i] = first;
      v[i] = second;
      theta[i] =
          (theta[i] - theta[i] * decay)
              - first * scale1 / ((float) Math.sqrt(second * scale2) + epsilon);
    }
  }
}
