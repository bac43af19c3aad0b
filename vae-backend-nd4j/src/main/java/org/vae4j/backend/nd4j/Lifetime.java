package org.vae4j.backend.nd4j;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether an owner of native memory is still open. */
final class Lifetime {
  private final String owner;
  private final AtomicBoolean ended = new AtomicBoolean();

  Lifetime(String owner) {
    this.owner = owner;
  }

  /** Ends it; true the first time. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  /**
   * Checks that it has not ended.
   *
   * @throws IllegalStateException if it has
   */
  void requireOpen() {
    if (ended.get()) {
      throw new IllegalStateException(owner + " is closed");
    }
  }
}
