package org.vae4j.backend;

import java.util.List;
import org.vae4j.tensor.Variable;

/**
 * Runs programs. A backend knows the closed set of tensor operations and nothing of models, so
 * every model runs on every backend. Thread-safe.
 *
 * <p>It owns what it allocates: close executables, programs and memories before it. After {@link
 * #close} every method throws {@link IllegalStateException}.
 */
public interface Backend extends AutoCloseable {
  /** What this backend is and runs on. */
  BackendInfo info();

  /**
   * Memory for variables, all 0.
   *
   * @throws IllegalArgumentException if two variables have one name
   */
  Memory allocate(List<Variable> variables);

  /**
   * Makes a program ready to run.
   *
   * @throws org.vae4j.error.BackendException if the engine refuses it
   */
  CompiledProgram compile(Program program);

  @Override
  void close();
}
