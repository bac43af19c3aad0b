package org.vae4j.backend.java;

import org.vae4j.backend.Update.AdamUpdate;

/** One step of Adam for one parameter, in one pass over its arrays. */
final class AdamStep implements Step {
  private final AdamUpdate update;
  private final float[] parameter;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private final float[] gradient;
  private final float[] learningRate;
  private final float[] biasCorrection1;
  private final float[] biasCorrection2;

  /** The arrays of the update's variables and tensors; those of its scalars have one element. */
  AdamStep(
      AdamUpdate update,
      float[] parameter,
      float[] firstMoment,
      float[] secondMoment,
      float[] gradient,
      float[] learningRate,
      float[] biasCorrection1,
      float[] biasCorrection2) {
    this.update = update;
    this.parameter = parameter;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.gradient = gradient;
    this.learningRate = learningRate;
    this.biasCorrection1 = biasCorrection1;
    this.biasCorrection2 = biasCorrection2;
  }

  @Override
  public void run() {
    moments(
        firstMoment,
        secondMoment,
        gradient,
        (float) update.beta1(),
        (float) (1 - update.beta1()),
        (float) update.beta2(),
        (float) (1 - update.beta2()));
    descend(
        parameter,
        firstMoment,
        secondMoment,
        learningRate[0],
        learningRate[0] * (float) update.weightDecay(),
        biasCorrection1[0],
        biasCorrection2[0],
        (float) update.epsilon());
  }

  private static void moments(
      float[] m, float[] v, float[] g, float beta1, float rest1, float beta2, float rest2) {
    float guard1 = (float) AdamUpdate.FIRST_MOMENT_GUARD;
    float guard2 = (float) AdamUpdate.SECOND_MOMENT_GUARD;
    // Two loops, since the JIT compiler does not vectorize one that writes to two arrays.
    for (int i = 0; i < m.length; i++) {
      m[i] = (m[i] * beta1 + g[i] * rest1 + guard1) - guard1;
    }
    for (int i = 0; i < v.length; i++) {
      v[i] = (v[i] * beta2 + guard2) + g[i] * g[i] * rest2;
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
      float epsilon) {
    for (int i = 0; i < theta.length; i++) {
      float direction = (m[i] / correction1) / ((float) Math.sqrt(v[i] / correction2) + epsilon);
      theta[i] = (theta[i] - theta[i] * decay) - direction * rate;
    }
  }
}
