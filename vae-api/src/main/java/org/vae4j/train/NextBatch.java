package org.vae4j.train;

import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Prepares what steps are fed: the next one's on a thread of its own while the present one is
 * computed, or each when it is required. Which of the two does not show in the numbers.
 *
 * <p>For one thread, which alternates {@link #require} and {@link #begin}. The preparation is never
 * at work on two threads at once.
 */
final class NextBatch implements AutoCloseable {
  private static final long NONE = -1;

  private final LongConsumer preparation;
  private final boolean ahead;
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  private long step = NONE;
  private @Nullable Throwable failure;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param preparation is given the number of a step
   * @param ahead whether to prepare on another thread
   */
  NextBatch(LongConsumer preparation, boolean ahead) {
    this.preparation = preparation;
    this.ahead = ahead;
  }

  /** Returns when a step is prepared; throws what its preparation threw. */
  void require(long wanted) {
    if (settled() != wanted) {
      preparation.accept(wanted);
    } else if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Waits for the step that was begun. An interrupt is left for others to see. */
  private long settled() {
    if (step != NONE) {
      ended.acquireUninterruptibly();
    }
    long settled = step;
    step = NONE;
    return settled;
  }

  /** Begins to prepare the step that will be required next, if there is a thread for it. */
  void begin(long next) {
    if (!ahead) {
      return;
    }
    if (thread == null) {
      thread = new Thread(this::work, "vae4j-next-batch");
      thread.setDaemon(true);
      thread.start();
    }
    step = next;
    begun.release();
  }

  private void work() {
    for (begun.acquireUninterruptibly(); !closed; begun.acquireUninterruptibly()) {
      failure = null;
      try {
        preparation.accept(step);
      } catch (RuntimeException | Error e) {
        failure = e; // for whoever requires the step
      }
      ended.release();
    }
  }

  /** Ends the thread, at the latest when the step that was begun is prepared. */
  @Override
  public void close() {
    closed = true;
    begun.release();
    boolean interrupted = false;
    while (thread != null) {
      try {
        thread.join();
        thread = null;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
