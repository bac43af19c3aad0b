package org.vae4j.backend.java;

/** Loops bound to their arrays; threads share long ones. */
final class LoopStep {
  /** Values that take about as long as waking a thread. */
  private static final int WORTH_SHARING = 1 << 16;

  private LoopStep() {}

  /** A loop over places. */
  interface Range {
    /** Runs it from a place up to before another. */
    void run(int from, int to);
  }

  /**
   * The step of a kernel.
   *
   * @param arrays as {@link LoopKernel#run} wants them
   * @param columns how many values make one place of a sum; 1 otherwise
   */
  static Step of(LoopKernel kernel, float[][] arrays, int columns, Workers workers) {
    return shared(
        arrays[0].length, columns, workers, (from, to) -> kernel.run(arrays, from, to, columns));
  }

  /**
   * The step that runs a loop over all places.
   *
   * @param columns how many values are computed for each
   */
  static Step shared(int places, int columns, Workers workers, Range loop) {
    int parts = parts(places, columns, workers);
    return workers.step(
        parts, part -> loop.run(start(part, parts, places), start(part + 1, parts, places)));
  }

  /** How many threads are to share a loop. */
  static int parts(int places, int columns, Workers workers) {
    int threads = (long) places * columns < WORTH_SHARING ? 1 : workers.threads();
    return Math.min(threads, places);
  }

  /** Where a part begins, and the one before ends. */
  static int start(int part, int parts, int places) {
    return (int) ((long) part * places / parts);
  }
}
