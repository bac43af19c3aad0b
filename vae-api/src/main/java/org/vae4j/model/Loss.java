package org.vae4j.model;

/** What training minimizes and what it reports, as a function of a forward pass. */
@FunctionalInterface
public interface Loss {
  /**
   * Evaluates the loss.
   *
   * @throws IllegalArgumentException if the model's parts do not give what the loss needs, such as
   *     a density; thrown when the model is built
   */
  Objective evaluate(ForwardPass pass);

  /** How many codes are drawn for each row in training. */
  default int samples() {
    return 1;
  }
}
