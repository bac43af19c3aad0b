package org.vae4j.error;

/**
 * A model's definition cannot be read or written: a field is unknown, missing or of a wrong value,
 * nothing on the classpath provides a component, or a part of the model is code and not data.
 *
 * <p>The message names the place in the document, such as {@code decoder.network.hidden[1]}.
 */
public class DefinitionException extends VaeException {

  /**
   * Makes an exception without a cause.
   *
   * @param message what failed: expected, got and context; then the cure
   */
  public DefinitionException(String message) {
    super(message);
  }

  /**
   * Makes an exception that was set off by another one.
   *
   * @param message what failed: expected, got and context; then the cure
   * @param cause what set it off
   */
  public DefinitionException(String message, Throwable cause) {
    super(message, cause);
  }
}
