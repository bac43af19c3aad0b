package org.vae4j.backend.nd4j;

/** One piece of a run, bound to its arrays. */
interface Step {
  void run();
}
