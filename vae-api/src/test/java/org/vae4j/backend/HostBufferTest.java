package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

final class HostBufferTest {
  private static final TensorType FLOATS = TensorType.floats(Shape.of(2, 3));
  private static final TensorType INTS = TensorType.ints(Shape.of(2, 3));

  @Test
  void singlePrecision() {
    FloatBuffer numbers = FloatBuffer.allocate(6);
    HostBuffer buffer = HostBuffer.of(FLOATS, numbers);
    buffer.put(new double[] {0.1, 1, 2, 3, 4, 5});
    buffer.put(4, new float[] {9, 7, 8}, 1, 2);

    assertThat(numbers.array()).containsExactly(0.1f, 1, 2, 3, 7, 8);
    assertThat(buffer.toFloats()).containsExactly(0.1f, 1, 2, 3, 7, 8);
    assertThat(buffer.toDoubles()[0]).isEqualTo(0.1f);
  }

  @Test
  void doublePrecision() {
    HostBuffer buffer = HostBuffer.of(FLOATS, DoubleBuffer.allocate(6));
    buffer.put(new double[] {0.1, 1, 2, 3, 4, 5});
    buffer.put(1, new float[] {0.5f, 0.25f}, 0, 2);
    float[] target = new float[4];
    buffer.get(0, target, 1, 3);

    assertThat(buffer.toDoubles()).containsExactly(0.1, 0.5, 0.25, 3, 4, 5);
    assertThat(target).containsExactly(0, 0.1f, 0.5f, 0.25f);
  }

  @Test
  void wholeNumbers() {
    HostBuffer buffer = HostBuffer.of(INTS, IntBuffer.allocate(6));
    buffer.put(new int[] {1, -2, Integer.MAX_VALUE, 4, 5, 6});
    buffer.put(3, -7.9);

    assertThat(buffer.toDoubles()).containsExactly(1, -2, Integer.MAX_VALUE, -7, 5, 6);
  }

  @Test
  void aBufferIsAView() {
    FloatBuffer numbers = FloatBuffer.allocate(6);
    HostBuffer buffer = HostBuffer.of(FLOATS, numbers);
    numbers.put(2, 5);

    assertThat(buffer.get(2)).isEqualTo(5);
    assertThat(buffer.type()).isEqualTo(FLOATS);
  }

  @Test
  void buffersThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostBuffer.of(FLOATS, FloatBuffer.allocate(5)))
        .withMessageContaining("expected 6 numbers, got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostBuffer.of(INTS, FloatBuffer.allocate(6)))
        .withMessageContaining("INT [2, 3]");
    HostBuffer buffer = HostBuffer.of(FLOATS, FloatBuffer.allocate(6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> buffer.put(new float[5]))
        .withMessageContaining("expected 6 numbers, got 5");
    assertThatIllegalArgumentException().isThrownBy(() -> buffer.put(new double[7]));
    assertThatIllegalArgumentException().isThrownBy(() -> buffer.put(new int[1]));
  }
}
