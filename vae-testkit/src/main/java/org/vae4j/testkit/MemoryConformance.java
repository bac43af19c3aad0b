package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Memory;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Variable;

/** Variables between runs. */
interface MemoryConformance extends Fixture {
  /** A matrix of a prime number of columns. */
  Variable WEIGHT = new Variable("weight", Shape.of(2, 3));

  /** A variable without axes. */
  Variable STEP = new Variable("step", Shape.scalar());

  @Test
  default void variablesAreZeroAtFirst() {
    try (Memory memory = backend().allocate(List.of(WEIGHT, STEP))) {
      assertThat(memory.variables()).containsExactly(WEIGHT, STEP);
      assertThat(memory.read(WEIGHT)).containsExactly(new float[6]);
      assertThat(memory.read(STEP)).containsExactly(0f);
    }
  }

  @Test
  default void memoryMayHoldNothing() {
    try (Memory memory = backend().allocate(List.of())) {
      assertThat(memory.variables()).isEmpty();
    }
  }

  @Test
  default void whatIsWrittenIsReadToTheBit() {
    float[] values = {
      -0f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, Float.MIN_NORMAL, 0.1f
    };
    try (Memory memory = backend().allocate(List.of(WEIGHT, STEP))) {
      memory.write(WEIGHT, values);

      assertThat(memory.read(WEIGHT)).containsExactly(values);
      assertThat(memory.read(STEP)).containsExactly(0f);
    }
  }

  @Test
  default void arraysAreCopied() {
    try (Memory memory = backend().allocate(List.of(STEP))) {
      float[] written = {1};
      memory.write(STEP, written);
      written[0] = 2;
      memory.read(STEP)[0] = 3;

      assertThat(memory.read(STEP)).containsExactly(1f);
    }
  }

  @Test
  default void oneNameTwiceIsRefused() {
    Variable other = new Variable(WEIGHT.name(), Shape.of(5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend().allocate(List.of(WEIGHT, other)))
        .withMessageContaining(WEIGHT.name());
  }

  @Test
  default void variablesThatAreNotHeldAreRefused() {
    Variable otherShape = new Variable(WEIGHT.name(), Shape.of(6));
    try (Memory memory = backend().allocate(List.of(WEIGHT))) {
      for (Variable stranger : List.of(STEP, otherShape)) {
        float[] values = new float[stranger.shape().elementCount()];
        assertThatIllegalArgumentException()
            .isThrownBy(() -> memory.read(stranger))
            .withMessageContaining(stranger.name());
        assertThatIllegalArgumentException()
            .isThrownBy(() -> memory.write(stranger, values))
            .withMessageContaining(stranger.name());
      }
    }
  }

  @Test
  default void valuesOfAnotherNumberAreRefused() {
    try (Memory memory = backend().allocate(List.of(WEIGHT))) {
      for (int count : new int[] {0, 5, 7}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> memory.write(WEIGHT, new float[count]))
            .withMessageContaining("6")
            .withMessageContaining(String.valueOf(count));
      }
      assertThat(memory.read(WEIGHT)).containsExactly(new float[6]);
    }
  }

  @Test
  default void aSnapshotBringsBackWhatWas() {
    try (Memory memory = backend().allocate(List.of(WEIGHT, STEP))) {
      memory.write(STEP, new float[] {1});
      try (Memory.Snapshot early = memory.snapshot()) {
        memory.write(STEP, new float[] {2});
        memory.write(WEIGHT, new float[] {1, 2, 3, 4, 5, 6});
        try (Memory.Snapshot late = memory.snapshot()) {
          memory.restore(early);
          assertThat(memory.read(STEP)).containsExactly(1f);
          assertThat(memory.read(WEIGHT)).containsExactly(new float[6]);
          memory.restore(late);
          assertThat(memory.read(WEIGHT)).containsExactly(1, 2, 3, 4, 5, 6);
        }
        memory.restore(early);
        memory.write(STEP, new float[] {3});
        memory.restore(early);
        assertThat(memory.read(STEP)).containsExactly(1f);
      }
    }
  }

  @Test
  default void aSnapshotOfAnotherMemoryIsRefused() {
    try (Memory memory = backend().allocate(List.of(STEP));
        Memory other = backend().allocate(List.of(STEP));
        Memory.Snapshot snapshot = other.snapshot()) {
      assertThatIllegalArgumentException().isThrownBy(() -> memory.restore(snapshot));
    }
  }

  @Test
  default void aClosedSnapshotIsRefused() {
    try (Memory memory = backend().allocate(List.of(STEP))) {
      Memory.Snapshot snapshot = memory.snapshot();
      snapshot.close();

      assertThatIllegalStateException().isThrownBy(() -> memory.restore(snapshot));
    }
  }

  @Test
  default void aClosedMemoryIsRefused() {
    Memory memory = backend().allocate(List.of(STEP));
    Memory.Snapshot snapshot = memory.snapshot();
    memory.close();

    assertThatIllegalStateException().isThrownBy(memory::variables);
    assertThatIllegalStateException().isThrownBy(() -> memory.read(STEP));
    assertThatIllegalStateException().isThrownBy(() -> memory.write(STEP, new float[1]));
    assertThatIllegalStateException().isThrownBy(memory::snapshot);
    assertThatIllegalStateException().isThrownBy(() -> memory.restore(snapshot));
    snapshot.close();
  }
}
