package org.vae4j;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.vae4j.loss.Elbo;
import org.vae4j.network.BatchNorm;
import org.vae4j.network.LayerNorm;
import org.vae4j.optimizer.Adam;
import org.vae4j.optimizer.AdamW;
import org.vae4j.optimizer.Sgd;
import org.vae4j.tensor.Initializer;

/** Numbers that no model can mean are refused where they are given. */
class ArgumentsTest {
  @Test
  void numbersOutOfRangeAreRefused() {
    refused(() -> new BatchNorm(1.1, 1e-5), "momentum", "1.1");
    refused(() -> new BatchNorm(0.9, 0), "epsilon", "0.0");
    refused(() -> new LayerNorm(Double.NaN), "epsilon", "NaN");
    refused(() -> Initializer.normal(-1), "standard deviation", "-1.0");
    refused(() -> Adam.of(-0.1), "learning rate", "-0.1");
    refused(() -> AdamW.of(Double.NaN, 0), "learning rate", "NaN");
    refused(() -> Sgd.of(-2), "learning rate", "-2.0");
    refused(() -> Elbo.beta(-1), "beta", "-1.0");
  }

  private static void refused(Runnable code, String what, String got) {
    assertThatIllegalArgumentException()
        .isThrownBy(code::run)
        .withMessageContaining(what)
        .withMessageContaining("got " + got);
  }
}
