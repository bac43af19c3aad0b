package org.vae4j.error;

/**
 * A backend cannot be found, cannot be used, or failed while it compiled or ran a program.
 *
 * <p>Thrown when no backend is on the classpath, none on it is usable, several claim the same
 * priority, or the one that was asked for is not available; the message then says how to get one.
 */
public class BackendException extends VaeException {

  /**
   * Makes an exception without a cause.
   *
   * @param message what failed: expected, got and context; then the cure
   */
  public BackendException(String message) {
    super(message);
  }

  /**
   * Makes an exception that was set off by another one.
   *
   * @param message what failed: expected, got and context; then the cure
   * @param cause what set it off
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
