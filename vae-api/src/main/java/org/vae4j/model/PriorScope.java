package org.vae4j.model;

import java.util.Map;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** The scope {@code prior}, with the encoder at hand. */
final class PriorScope extends ModelScope implements PriorContext {
  private final Context root;
  private final Shape latentShape;
  private final Encoder encoder;

  PriorScope(Context root, Shape latentShape, Encoder encoder) {
    super(root.shared("prior"), root.inputShape(), root.targetShape());
    this.root = root;
    this.latentShape = latentShape;
    this.encoder = encoder;
  }

  @Override
  public Shape latentShape() {
    return latentShape;
  }

  @Override
  public Posterior encode(Tensor inputs, Map<String, Tensor> conditions) {
    Context own = root.detached(inputs.shape().size(0)).under(conditions);
    return encoder.encode(inputs, own.shared("encoder"));
  }
}
