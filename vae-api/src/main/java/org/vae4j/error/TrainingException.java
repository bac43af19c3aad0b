package org.vae4j.error;

/**
 * Training cannot go on: the loss or a gradient is no longer finite and going back did not help, or
 * a part of the model asked for something the run cannot give it.
 *
 * <p>An exception of a user's own encoder, prior or loss is never wrapped in this one.
 */
public class TrainingException extends VaeException {

  /**
   * Makes an exception without a cause.
   *
   * @param message what failed: expected, got and context; then the cure
   */
  public TrainingException(String message) {
    super(message);
  }

  /**
   * Makes an exception that was set off by another one.
   *
   * @param message what failed: expected, got and context; then the cure
   * @param cause what set it off
   */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
