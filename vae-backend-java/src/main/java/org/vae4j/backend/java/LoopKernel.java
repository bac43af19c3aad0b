package org.vae4j.backend.java;

/** A compiled loop. */
interface LoopKernel {
  /**
   * Runs it for some places of the result.
   *
   * @param arrays the result's, those that are read, and for each number one that holds it first
   * @param from the first place
   * @param to after the last place
   * @param columns how many values make one place of a sum; 1 otherwise
   */
  void run(float[][] arrays, int from, int to, int columns);
}
