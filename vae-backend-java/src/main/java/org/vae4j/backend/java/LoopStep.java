package org.vae4j.backend.java;

/** A loop bound to its arrays; threads share long ones. */
final class LoopStep {
  /** Values that take about as long as waking a thread. */
  private static final int WORTH_SHARING = 1 << 16;

  private LoopStep() {}

  /**
   * The step.
   *
   * @param arrays as {@link LoopKernel#run} wants them
   * @param places of the result
   * @param columns how many values make one place of a sum; 1 otherwise
   */
  static Step of(LoopKernel kernel, float[][] arrays, int places, int columns, Workers workers) {
    int threads = (long) places * columns < WORTH_SHARING ? 1 : workers.threads();
    int parts = Math.min(threads, places);
    return workers.step(
        parts,
        part ->
            kernel.run(
                arrays,
                (int) ((long) part * places / parts),
                (int) ((part + 1L) * places / parts),
                columns));
  }
}
