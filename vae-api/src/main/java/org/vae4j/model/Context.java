package org.vae4j.model;

import java.util.Map;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A scope within a model, which knows the shapes of the data. For calling, not for implementing.
 */
public interface Context extends Scope {
  /** The shape of one row as the encoder sees it. */
  Shape inputShape();

  /** The shape of one row as the likelihood sees it. */
  Shape targetShape();

  @Override
  Context child(String name);

  @Override
  Context shared(String name);

  @Override
  Context folding(int samples);

  @Override
  Context detached(int rows);

  @Override
  Context under(Map<String, Tensor> inputs);
}
