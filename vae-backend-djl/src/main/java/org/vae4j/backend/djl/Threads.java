package org.vae4j.backend.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * How many threads the engine computes with. It has one number for the whole process, which each
 * calling thread takes over when it is told. Backends that want the same number run side by side;
 * runs with another number wait for each other.
 */
final class Threads {
  private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);

  /**
   * Runs hold it for reading; changing the number takes it for writing. Fair, so that nobody waits
   * for ever.
   */
  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock(true);

  private static int current;

  private Threads() {}

  /** Makes the calling thread compute with this many, until {@link #leave}. */
  static void enter(int threads) {
    LOCK.readLock().lock();
    while (current != threads) {
      LOCK.readLock().unlock();
      LOCK.writeLock().lock();
      try {
        tell(threads);
        current = threads;
        LOCK.readLock().lock();
      } finally {
        LOCK.writeLock().unlock();
      }
    }
    if (TOLD.get() != threads) {
      tell(threads);
    }
  }

  private static void tell(int threads) {
    JniUtils.setNumThreads(threads);
    TOLD.set(threads);
  }

  /** Ends what {@link #enter} began. */
  static void leave() {
    LOCK.readLock().unlock();
  }
}
