package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextBatchTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachStepIsPreparedOnceAndInOrder(boolean ahead) {
    List<Long> prepared = new ArrayList<>();
    try (NextBatch batches = new NextBatch(prepared::add, ahead)) {
      for (long step = 0; step < 1000; step++) {
        batches.require(step);
        assertThat(prepared).hasSize((int) step + 1).last().isEqualTo(step);
        if (step < 999) {
          batches.begin(step + 1);
        }
      }
    }
    assertThat(prepared).hasSize(1000);
  }

  @Test
  void theNextStepIsPreparedOnAThreadOfItsOwn() {
    List<Thread> threads = new ArrayList<>();
    try (NextBatch batches =
        new NextBatch(step -> threads.add(Thread.currentThread()), /* ahead= */ true)) {
      batches.require(0);
      batches.begin(1);
      batches.require(1);
    }
    assertThat(threads.get(0)).isSameAs(Thread.currentThread());
    assertThat(threads.get(1)).isNotSameAs(Thread.currentThread());
    assertThat(threads.get(1).isAlive()).isFalse();
  }

  @Test
  void aStepThatWasNotForeseenIsPreparedWhenRequired() {
    List<Long> prepared = new ArrayList<>();
    try (NextBatch batches = new NextBatch(prepared::add, true)) {
      batches.require(0);
      batches.begin(1);
      batches.require(0); // again, as after a step that failed
      batches.begin(1);
      batches.require(1);
    }
    assertThat(prepared).containsExactly(0L, 1L, 0L, 1L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAPreparationThrowsIsThrownByItsStep(boolean ahead) {
    IllegalStateException exception = new IllegalStateException("step 1");
    StackOverflowError error = new StackOverflowError("step 2");
    try (NextBatch batches =
        new NextBatch(
            step -> {
              if (step == 1) {
                throw exception;
              } else if (step == 2) {
                throw error;
              }
            },
            ahead)) {
      batches.require(0);
      batches.begin(1);
      assertThatThrownBy(() -> batches.require(1)).isSameAs(exception);
      batches.begin(2);
      assertThatThrownBy(() -> batches.require(2)).isSameAs(error);
      batches.begin(3);
      batches.require(3);
    }
  }

  @Test
  void anInterruptNeitherStopsStepsNorIsLost() {
    List<Long> prepared = new ArrayList<>();
    CountDownLatch waiting = new CountDownLatch(1);
    try (NextBatch batches =
        new NextBatch(
            step -> {
              if (step == 1) {
                awaitUninterrupted(waiting);
              }
              prepared.add(step);
            },
            true)) {
      batches.require(0);
      batches.begin(1);
      Thread.currentThread().interrupt();
      waiting.countDown();
      batches.require(1);
      batches.begin(2);
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(prepared).startsWith(0L, 1L);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the thread that prepares is nobody's to interrupt", e);
    }
  }

  @Test
  void closingWaitsForAPreparationThatHasBegunAndIsHarmlessTwice() {
    List<Thread> threads = new ArrayList<>();
    NextBatch batches = new NextBatch(step -> threads.add(Thread.currentThread()), true);
    batches.require(0);
    batches.begin(1);
    batches.close();
    batches.close();
    assertThat(threads).allMatch(thread -> thread == Thread.currentThread() || !thread.isAlive());
  }
}
