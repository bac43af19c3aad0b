package org.vae4j.backend.java;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that help the caller with work that comes in parts. The caller takes parts as well, so
 * work is done even if no helper is free; helpers that have nothing to do for a while end.
 */
final class Workers {
  private static final int QUEUE = 1024;

  /** Parts end at about the same time: some microseconds of waiting are shorter than a sleep. */
  private static final int SPINS = 1000;

  /** A helper looks out for the next work of a run for as long as it takes to wake one. */
  private static final long WATCH_NANOS = 50_000;

  private final int threads;
  private final ThreadPoolExecutor helpers;
  private final Runnable watch = this::watch;
  private final AtomicInteger watching = new AtomicInteger(); // or about to
  private volatile @Nullable Shared posted;

  /** That many threads in all, the caller's included; 1 never starts any. */
  Workers(int threads) {
    this.threads = threads;
    this.helpers =
        new ThreadPoolExecutor(
            Math.max(1, threads - 1),
            Math.max(1, threads - 1),
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Workers::helper,
            new ThreadPoolExecutor.DiscardPolicy());
    helpers.allowCoreThreadTimeOut(true);
  }

  private static Thread helper(Runnable work) {
    Thread thread = new Thread(work, "vae4j-java-backend");
    thread.setDaemon(true);
    return thread;
  }

  int threads() {
    return threads;
  }

  void close() {
    helpers.shutdown();
  }

  /**
   * A step that does all parts of a work, each once, some of them at the same time.
   *
   * @param parts how many there are
   * @param work called with the number of a part; throws nothing
   */
  Step step(int parts, IntConsumer work) {
    return parts == 1 ? () -> work.accept(0) : new Shared(parts, work);
  }

  /** Takes parts of whatever is asked for, until nothing is for a while. */
  private void watch() {
    long end = System.nanoTime() + WATCH_NANOS;
    while (System.nanoTime() < end) {
      Shared work = posted;
      if (work != null && work.takeParts()) {
        end = System.nanoTime() + WATCH_NANOS;
      } else {
        Thread.onSpinWait();
      }
    }
    watching.decrementAndGet();
  }

  /** Work that is done again and again; one thread at a time asks for it. */
  private final class Shared implements Step {
    private final int parts;
    private final IntConsumer work;
    private final AtomicInteger taken;
    private final AtomicInteger done = new AtomicInteger();
    private volatile Thread caller = Thread.currentThread();

    Shared(int parts, IntConsumer work) {
      this.parts = parts;
      this.work = work;
      this.taken = new AtomicInteger(parts);
    }

    @Override
    public void run() {
      caller = Thread.currentThread();
      done.set(0);
      taken.set(0); // a helper that comes late for the last run may take part in this one
      posted = this;
      for (int helper = 1 + watching.get(); helper < parts; helper++) {
        watching.incrementAndGet();
        helpers.execute(watch);
      }
      takeParts();
      for (int spins = 0; done.get() < parts; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      posted = null; // or what another caller asks for: it does its parts itself
    }

    /** Whether there was anything left to do. */
    private boolean takeParts() {
      boolean helped = false;
      while (taken.get() < parts) {
        int part = taken.getAndIncrement();
        if (part >= parts) {
          break;
        }
        helped = true;
        work.accept(part);
        if (done.incrementAndGet() == parts) {
          LockSupport.unpark(caller);
        }
      }
      return helped;
    }
  }
}
