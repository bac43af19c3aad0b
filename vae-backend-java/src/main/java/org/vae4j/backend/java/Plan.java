package org.vae4j.backend.java;

import java.util.List;
import java.util.Map;
import org.vae4j.tensor.Variable;

/**
 * A program made ready to run. Immutable.
 *
 * @param <A> the type of an array of FLOAT numbers
 */
interface Plan<A> {
  /** What is computed, a line for each piece of work. */
  List<String> lines();

  /** An instance with scratch of its own that reads and updates these arrays. */
  Computation bind(Map<Variable, A> variables);
}
