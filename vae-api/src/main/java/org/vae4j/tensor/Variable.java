package org.vae4j.tensor;

/**
 * A FLOAT array that lives in a backend's memory between runs: a parameter, an optimizer's slot, a
 * layer's state. A program reads it as a tensor ({@link Graph#read}) and replaces it through its
 * updates.
 *
 * @param name unique within a memory; parameters use their path, such as {@code
 *     encoder/hidden-1/weight}
 * @param shape the size of each axis
 */
public record Variable(String name, Shape shape) {
  @Override
  public String toString() {
    return name + " " + shape;
  }
}
