package org.vae4j.examples.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;
import org.vae4j.error.DataException;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Run;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.train.Training;

class ClassicTest {
  @TempDir Path folder;

  @Test
  void reachesTheEntropyAndNoMore() throws IOException {
    Run run = Run.of(Classic.class, new ClassicModule(Arguments.of(folder.toString())));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("the best without structure   -14.19 nats a row");
    Numbers numbers = Numbers.of(1000, 10, 1);
    try (VaeModel model = VaeModel.load(folder.resolve("numbers.vae"))) {
      double best = Classic.bestWithoutStructure(10);
      assertThat(model.evaluate(numbers.fresh(), 10, 1).elbo()).isCloseTo(best, within(0.1));
      assertThat(model.history().get(99).training().get("kl")).isBetween(0.0, 0.3);
    }
    assertThat(Dataset.open(folder.resolve("numbers.csv")).matrix())
        .isEqualTo(numbers.training().matrix());
  }

  @Test
  void theUsualLikelihoodIsRefused() {
    Dataset rows = Numbers.of(20, 10, 1).training();
    Vae sigmoid =
        Vae.builder(rows.schema())
            .encoder(Mlp.of(4), DiagonalNormalHead.of(2))
            .decoder(Mlp.of(4), BernoulliHead.of())
            .build();

    assertThatThrownBy(() -> sigmoid.fit(rows, Training.defaults()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the likelihood is for inputs in [0, 1], got -")
        .hasMessageContaining("use a normal head");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Run run = Run.of(Classic.class, new ClassicModule(Arguments.of(file.toString())));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains(file.toString()).hasLineCount(1);
  }
}
