package org.vae4j.network;

import org.vae4j.distribution.Bernoulli;
import org.vae4j.distribution.Likelihood;
import org.vae4j.model.Context;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * p(x|z) of independent binary elements, with logits from a dense layer, {@code logits}. For data
 * in [0, 1].
 */
public record BernoulliHead() implements LikelihoodHead {
  /** The head. */
  public static BernoulliHead of() {
    return new BernoulliHead();
  }

  @Override
  public Likelihood apply(Tensor features, Context context) {
    Shape target = context.targetShape();
    Tensor flat = new Flatten().apply(features, context);
    Tensor logits = Dense.of(target.elementCount()).apply("logits", flat, context);
    return new Bernoulli(logits.reshape(Shape.of(logits.shape().size(0)).concat(target)));
  }
}
