package org.vae4j.backend.nd4j;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How many threads ND4J computes with. It has one number for the whole process. Backends that want
 * the same number run side by side; runs with another number wait for each other.
 */
final class Threads {
  /**
   * Runs hold it for reading; changing the number takes it for writing. Fair, so that nobody waits
   * for ever.
   */
  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock(true);

  private static int current;

  private Threads() {}

  /** Makes ND4J compute with this many, until {@link #leave}. */
  static void enter(int threads) {
    LOCK.readLock().lock();
    while (current != threads) {
      LOCK.readLock().unlock();
      LOCK.writeLock().lock();
      try {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
        current = threads;
        LOCK.readLock().lock();
      } finally {
        LOCK.writeLock().unlock();
      }
    }
  }

  /** Ends what {@link #enter} began. */
  static void leave() {
    LOCK.readLock().unlock();
  }
}
