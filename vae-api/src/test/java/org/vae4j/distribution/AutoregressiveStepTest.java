package org.vae4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

class AutoregressiveStepTest {
  @Test
  void theStateIsInOrderSoThatEveryRunTracesTheSame() {
    Tensor zero = new Graph().fill(0, Shape.of(2, 1));
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String name : new String[] {"z", "hidden", "y", "code", "x"}) {
      state.put(name, zero);
    }
    Autoregressive.Step step =
        new Autoregressive.Step(DiagonalNormal.of(zero, zero), Map.copyOf(state));
    assertThat(step.state().keySet()).containsExactly("code", "hidden", "x", "y", "z");
  }
}
