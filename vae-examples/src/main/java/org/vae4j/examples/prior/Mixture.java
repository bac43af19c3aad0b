package org.vae4j.examples.prior;

import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Distribution;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** Normals with the weights softmax(logits), for codes that are vectors. */
record Mixture(Tensor logits, DiagonalNormal normals, Shape batchShape, Shape eventShape)
    implements Distribution {
  @Override
  public Tensor logDensity(Tensor z) {
    Tensor perComponent = normals.logDensity(z.expandAt(-2)); // [samples, rows, components]
    return perComponent.plus(logits.logSoftmaxOver(-1)).logSumExpOver(-1);
  }

  /** Chooses a component for each code, by the Gumbel-max rule, and draws from it. */
  @Override
  public Tensor sample(int samples, Scope scope) {
    Tensor uniform = scope.uniform("component", samples, logits.shape());
    Tensor chosen = logits.minus(uniform.log().neg().log()).argmax(-1);
    Tensor noise = scope.normal("noise", samples, eventShape);
    Tensor deviation = normals.logVariance().times(0.5).exp();
    return normals.mean().gather(chosen).plus(noise.times(deviation.gather(chosen)));
  }
}
