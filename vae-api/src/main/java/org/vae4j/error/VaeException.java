package org.vae4j.error;

/**
 * The base of everything this library throws for reasons a program could not have ruled out
 * beforehand: a backend that is missing, data that does not fit, a broken model file, a training
 * run that diverged. Catch it to catch them all.
 *
 * <p>Misuse stays {@link IllegalArgumentException} or {@link IllegalStateException}, and a failing
 * disk or network stays {@link java.io.IOException}.
 *
 * <p>Messages say <em>what failed: expected X, got Y (context); the cure</em>.
 */
public class VaeException extends RuntimeException {

  /**
   * Makes an exception without a cause.
   *
   * @param message what failed: expected, got and context; then the cure
   */
  public VaeException(String message) {
    super(message);
  }

  /**
   * Makes an exception that was set off by another one.
   *
   * @param message what failed: expected, got and context; then the cure
   * @param cause what set it off
   */
  public VaeException(String message, Throwable cause) {
    super(message, cause);
  }
}
