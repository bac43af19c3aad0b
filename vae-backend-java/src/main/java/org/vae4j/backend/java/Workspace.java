package org.vae4j.backend.java;

import java.util.stream.Stream;

/** What the steps of a computation share, since they run one after the other. */
final class Workspace {
  private final Workers workers;
  private final MatmulScratch[] scratch;

  Workspace(Workers workers) {
    this.workers = workers;
    this.scratch =
        Stream.generate(MatmulScratch::new).limit(workers.threads()).toArray(MatmulScratch[]::new);
  }

  /** The threads that help. */
  Workers workers() {
    return workers;
  }

  /**
   * The arrays for a part of a matrix product.
   *
   * @param part below the number of threads
   */
  MatmulScratch scratch(int part) {
    return scratch[part];
  }
}
