package org.vae4j.error;

/**
 * The content of a data source does not fit: wrong columns, a cell that is not a number, ragged
 * rows, an unseen category, no rows at all.
 *
 * <p>The message names the source and, where there is one, the row and the column. A source that
 * cannot be read at all is a {@link java.io.IOException}.
 */
public class DataException extends VaeException {

  /**
   * Makes an exception without a cause.
   *
   * @param message what failed: expected, got and context; then the cure
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Makes an exception that was set off by another one.
   *
   * @param message what failed: expected, got and context; then the cure
   * @param cause what set it off
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
