package org.vae4j.backend;

import java.util.List;
import org.vae4j.tensor.Variable;

/**
 * Variables that live on a backend's device between runs, 0 at first. Programs that update nothing
 * may run on one memory from several threads at once; one that updates, a write or a restore needs
 * the memory to itself.
 *
 * <p>After {@link #close} every method throws {@link IllegalStateException}.
 */
public interface Memory extends AutoCloseable {
  /** What is held. */
  List<Variable> variables();

  /**
   * A copy of a variable's value in row-major order.
   *
   * @throws IllegalArgumentException if it is not held here
   */
  float[] read(Variable variable);

  /**
   * Replaces a variable's value.
   *
   * @throws IllegalArgumentException if it is not held here, or the number of values is not its
   *     element count
   */
  void write(Variable variable, float[] values);

  /** A copy of all variables, on the device. */
  Snapshot snapshot();

  /**
   * Sets all variables back to a snapshot, which stays usable.
   *
   * @throws IllegalArgumentException if the snapshot is of another memory
   * @throws IllegalStateException if the snapshot is closed
   */
  void restore(Snapshot snapshot);

  @Override
  void close();

  /** A copy of all variables of one memory. */
  interface Snapshot extends AutoCloseable {
    @Override
    void close();
  }
}
