package org.vae4j.model;

import java.util.List;
import org.vae4j.distribution.Distribution;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * One encoder and one prior.
 *
 * @param encoder q(z|x), in the scope {@code encoder}
 * @param prior p(z), in the scope {@code prior}
 */
public record SingleLatent(Encoder encoder, Prior prior) implements LatentModel {
  @Override
  public Inference infer(Batch batch, int samples, Context context) {
    Posterior posterior = encoder.encode(batch.input(), context.shared("encoder"));
    Draw draw = posterior.draw(samples, context.shared("posterior"));
    Shape latentShape = draw.value().shape().last(draw.value().shape().rank() - 2);
    Latent latent = new Latent("z", posterior, draw, prior(latentShape, context));
    return new Inference(List.of(latent), draw.value(), posterior.representative());
  }

  /**
   * The latent shape is known only to the encoder: it encodes rows of zeros, whose values nothing
   * needs.
   */
  @Override
  public Tensor generate(Context context) {
    Shape rows = Shape.of(context.rows());
    Tensor blank = context.graph().fill(0, rows.concat(context.inputShape()));
    Posterior posterior = encoder.encode(blank, context.shared("encoder"));
    Shape row = posterior.representative().shape();
    Tensor z = prior(row.last(row.rank() - 1), context).sample(1, context.shared("generated"));
    return z.reshape(z.shape().last(z.shape().rank() - 1));
  }

  private Distribution prior(Shape latentShape, Context root) {
    return prior.distribution(new PriorScope(root, latentShape, encoder));
  }
}
