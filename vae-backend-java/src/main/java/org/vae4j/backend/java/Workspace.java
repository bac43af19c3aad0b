package org.vae4j.backend.java;

import java.util.Optional;
import java.util.stream.Stream;

/** What the steps of a computation share, since they run one after the other. */
final class Workspace {
  private final Workers workers;
  private final Optional<NativeBlas> blas;
  private final MatmulScratch[] scratch;

  Workspace(Workers workers, Optional<NativeBlas> blas) {
    this.workers = workers;
    this.blas = blas;
    this.scratch =
        Stream.generate(MatmulScratch::new).limit(workers.threads()).toArray(MatmulScratch[]::new);
  }

  /** The threads that help. */
  Workers workers() {
    return workers;
  }

  /** The library for products, if it may be used. */
  Optional<NativeBlas> blas() {
    return blas;
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
