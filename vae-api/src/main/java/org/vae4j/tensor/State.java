package org.vae4j.tensor;

/**
 * Numbers that a layer keeps between steps without training them: running statistics, a codebook.
 */
public interface State {
  /** The value before this step. */
  Tensor value();

  /**
   * What the value becomes if this is a training step; otherwise, and in further visits of a shared
   * scope, nothing happens.
   *
   * @throws IllegalStateException if it was said before in this step
   */
  void update(Tensor next);
}
