package org.vae4j.backend.java;

/** One piece of work of a computation, bound to its arrays. It allocates nothing. */
@FunctionalInterface
interface Step {
  /** Does it. */
  void run();
}
