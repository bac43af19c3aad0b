package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PenaltyTest {
  private final Trace trace = new Trace(3, true);
  private final Scope root = trace.root();

  @Test
  void aPenaltyOfFoldedRowsBecomesOneOfTheBatch() {
    root.folding(5).penalty("folded", root.graph().fill(1, Shape.of(15)));
    assertThat(trace.penalties().get("folded").shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void aPenaltyOfRowsThatAreNoneOfTheBatchBecomesTheirMean() {
    root.detached(7).penalty("detached", root.graph().fill(1, Shape.of(7)));
    assertThat(trace.penalties().get("detached").shape()).isEqualTo(Shape.scalar());
  }

  @Test
  void aPenaltyOfTheBatchStaysWhatItIs() {
    Tensor value = root.graph().fill(1, Shape.of(3));
    root.penalty("own", value);
    assertThat(trace.penalties()).containsEntry("own", value);
  }
}
