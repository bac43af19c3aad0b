package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void sizesAndElements() {
    Shape shape = Shape.of(2, 3, 5);

    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.elementCount()).isEqualTo(30);
    assertThat(shape.size(-1)).isEqualTo(5);
    assertThat(shape.strides()).containsExactly(15, 5, 1);
    assertThat(shape.elementCount(1, 3)).isEqualTo(15);
    assertThat(shape).hasToString("[2, 3, 5]");
    assertThat(Shape.scalar().elementCount()).isEqualTo(1);
    assertThat(Shape.of()).isSameAs(Shape.scalar()).hasToString("[]");
  }

  @Test
  void parts() {
    Shape shape = Shape.of(2, 3, 5);

    assertThat(shape.without(-2)).isEqualTo(Shape.of(2, 5));
    assertThat(shape.with(0, 7)).isEqualTo(Shape.of(7, 3, 5));
    assertThat(shape.first(2).concat(shape.last(1))).isEqualTo(shape).hasSameHashCodeAs(shape);
    assertThat(shape.first(0)).isEqualTo(Shape.scalar());
  }

  @Test
  void arraysAreCopied() {
    int[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 9;
    shape.toArray()[1] = 9;

    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void broadcasting() {
    assertThat(Shape.of(3, 1).broadcastWith(Shape.of(5))).isEqualTo(Shape.of(3, 5));
    assertThat(Shape.scalar().broadcastWith(Shape.of(2, 1))).isEqualTo(Shape.of(2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, 3).broadcastWith(Shape.of(3, 3)))
        .withMessageContaining("[2, 3] and [3, 3] differ at axis -2 (2 and 3)");
  }

  @Test
  void whatIsNoShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, 0))
        .withMessageContaining("at least 1, got [2, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(1 << 16, 1 << 16))
        .withMessageContaining("fewer than 2^31 elements");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2).size(1))
        .withMessageContaining("no axis 1 in shape [2]: expected one in [-1, 1)");
  }
}
