package org.vae4j.backend.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.OptionalInt;
import org.vae4j.error.BackendException;

/**
 * How many threads the engine computes with. It is one number for the process, taken over by each
 * calling thread when it is told, so all open backends have to agree.
 */
final class Threads {
  private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);

  private static int users;
  private static int count;

  private Threads() {}

  /**
   * Agrees on the number of threads for one more backend.
   *
   * @throws BackendException if open backends use another number
   */
  static synchronized int agree(OptionalInt wanted) {
    int threads = wanted.orElseGet(() -> users > 0 ? count : JniUtils.getNumThreads());
    if (users > 0 && threads != count) {
      throw new BackendException(
          "djl backend: expected "
              + count
              + " threads, as the djl backends that are open use, got "
              + threads
              + "; PyTorch has one number of threads for the whole process: ask for "
              + count
              + ", or close the other backends first");
    }
    users++;
    count = threads;
    return threads;
  }

  /** One backend less. */
  static synchronized void leave() {
    users--;
  }

  /** Makes the calling thread compute with this many. */
  static void use(int threads) {
    if (TOLD.get() != threads) {
      JniUtils.setNumThreads(threads);
      TOLD.set(threads);
    }
  }
}
