package org.vae4j.schema;

/**
 * One named column of numbers.
 *
 * @param name not blank
 * @param scaling how its raw values become network inputs
 */
public record Column(String name, Scaling scaling) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Column {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "cannot make a column: expected a name, got a blank; name every column");
    }
  }

  /** A column whose raw values are the network's inputs. */
  public static Column of(String name) {
    return new Column(name, Scaling.NONE);
  }
}
