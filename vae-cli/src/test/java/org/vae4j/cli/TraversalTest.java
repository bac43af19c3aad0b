package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vae4j.schema.Matrix;

class TraversalTest {
  private static final Matrix CODES = Matrix.of(new float[][] {{0, 5, -1}, {0.1f, 5, 1}});

  @Test
  void putsTheDimensionThatVariesMostFirst() {
    Traversal traversal = Traversal.of(CODES, 1, 3);
    assertThat(traversal.dimensions()).containsExactly(2, 0, 1);
    assertThat(traversal.codes())
        .isEqualTo(
            Matrix.of(
                new float[][] {
                  {0.1f, 5, -2.5f}, {0.1f, 5, 0}, {0.1f, 5, 2.5f},
                  {-2.5f, 5, 1}, {0, 5, 1}, {2.5f, 5, 1},
                  {0.1f, -2.5f, 1}, {0.1f, 0, 1}, {0.1f, 2.5f, 1}
                }));
  }

  @Test
  void standsInTheMiddleIfThereIsOneStep() {
    assertThat(Traversal.of(CODES, 0, 1).codes())
        .isEqualTo(Matrix.of(new float[][] {{0, 5, 0}, {0, 5, -1}, {0, 0, -1}}));
  }
}
