package org.vae4j.examples.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Run;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.train.Training;

class ScoringTest {
  @TempDir Path folder;

  private Path rows;
  private Path model;

  @BeforeEach
  void trainAModel() throws IOException {
    StringBuilder text = new StringBuilder("width,height\n");
    for (int row = 0; row < 40; row++) {
      text.append(row % 7).append(',').append(row % 7 + 1).append('\n');
    }
    rows = Files.writeString(folder.resolve("rows.csv"), text);
    model = folder.resolve("sizes.vae");
    Dataset data = Dataset.open(rows);
    Vae vae =
        Vae.builder(data.schema())
            .encoder(Mlp.of(8), DiagonalNormalHead.of(1))
            .decoder(Mlp.of(8), NormalHead.perFeature())
            .build();
    try (VaeModel trained =
        vae.fit(data, Training.builder().epochs(50).batchSize(8).seed(1).build())) {
      trained.save(model);
    }
  }

  @Test
  void scoresTheUnusualRowLowest() throws IOException {
    Files.writeString(rows, "width,height\n3,4\n3,90\n");

    Run run = score("backend = java\ndevice = cpu\nthreads = 1\nmodel = " + model);

    assertThat(run.err()).isEmpty();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"logLikelihood\":"));
    assertThat(lines.get(1)).contains("\"mostUnusual\":\"height\"");
    assertThat(logLikelihood(lines.get(0))).isGreaterThan(logLikelihood(lines.get(1)) + 10);
  }

  private static double logLikelihood(String line) {
    return Double.parseDouble(line.replaceAll(".*\"logLikelihood\":([^,]*),.*", "$1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backnd = java   | expected the keys [model, backend, device, threads], got 'backnd'; did you mean "backend"?
          threads = many  | threads: expected a whole number, got 'many'
          threads = 0     | threads: expected at least 1, got 0
          device = gpx    | device: expected auto, cpu, gpu or gpu:N, got 'gpx'
          backend = jav   | no backend 'jav' (asked for by name in code or by --backend)
          device = gpu    | gpu
          """)
  void saysWhichSettingIsWrong(String setting, String message) throws IOException {
    Run run = score(setting + "\nmodel = " + model);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }

  @Test
  void needsAModel() throws IOException {
    assertThat(score("threads = 1").err())
        .contains("settings.properties: expected the key 'model', got none");
    assertThat(score("model = nowhere.vae").err()).contains("nowhere.vae");
  }

  @Test
  void refusesRowsOfAnotherKind() throws IOException {
    Files.writeString(rows, "width,depth\n3,4\n");

    assertThat(score("model = " + model).err()).contains("rows.csv").contains("depth");
  }

  private Run score(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.properties"), settings);
    Arguments arguments = Arguments.of(file.toString(), rows.toString());
    return Run.of(Scoring.class, new ScoringModule(arguments));
  }
}
