package org.vae4j.error;

/**
 * A model or checkpoint file can be read but is not a valid one: truncated, damaged, hostile,
 * written by a newer version, or holding a part that nothing on the classpath provides.
 */
public class ModelFormatException extends VaeException {

  /**
   * Makes an exception without a cause.
   *
   * @param message what failed: expected, got and context; then the cure
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * Makes an exception that was set off by another one.
   *
   * @param message what failed: expected, got and context; then the cure
   * @param cause what set it off
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
