package org.vae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.plugin.Components;
import org.vae4j.plugin.Definition;
import org.vae4j.plugin.InputOptions;
import org.vae4j.plugin.InputOptions.Scaling;
import org.vae4j.train.Training;

final class DefinitionsTest {
  private static final Path FOLDER = Path.of("definitions");

  private final Components components = Components.find();

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyDefinitionIsReadAndWrittenBack(Path file) throws IOException {
    Definition definition = read(file);

    assertThat(Definition.fromJson(definition.toJson(components), components))
        .isEqualTo(definition);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyDefinitionTrains(Path file) throws IOException {
    Random random = new Random(5);
    float[][] rows = new float[20][10];
    for (float[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        row[column] = random.nextFloat();
      }
    }
    Dataset data = Dataset.of(rows);
    Training training = Training.builder().epochs(2).batchSize(7).seed(1).build();

    try (VaeModel model = Vae.of(read(file), data).fit(data, training)) {
      assertThat(model.history()).hasSize(2);
      assertThat(model.encode(data).rows()).isEqualTo(20);
    }
  }

  @Test
  void mnist() throws IOException {
    assertThat(read(FOLDER.resolve("mnist-mlp.json")))
        .isEqualTo(
            Definition.of(
                    Encoder.of(Mlp.of(400), DiagonalNormalHead.of(20)),
                    Decoder.of(Mlp.of(400), BernoulliHead.of()))
                .withInput(InputOptions.standard().withBinarization(true))
                .withOptimizer(Adam.standard()));
  }

  @Test
  void classic() throws IOException {
    assertThat(read(FOLDER.resolve("classic.json")))
        .isEqualTo(
            Definition.of(
                    Encoder.of(Mlp.of(64, 32), DiagonalNormalHead.of(2)),
                    Decoder.of(Mlp.of(32, 64), NormalHead.perFeature()))
                .withInput(InputOptions.standard().withScaling(Scaling.STANDARDIZE))
                .withOptimizer(Adam.standard()));
  }

  private Definition read(Path file) throws IOException {
    return Definition.fromJson(Files.readString(file), components);
  }
}
