package org.vae4j.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.Score;
import org.vae4j.TrainingSession;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.backend.TracedProgram;
import org.vae4j.data.Dataset;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.error.DataException;
import org.vae4j.error.ModelFormatException;
import org.vae4j.error.TrainingException;
import org.vae4j.error.VaeException;
import org.vae4j.evaluate.Evaluation;
import org.vae4j.loss.Autoencoder;
import org.vae4j.model.Layer;
import org.vae4j.model.Loss;
import org.vae4j.model.Objective;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Sgd;
import org.vae4j.schema.Column;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.train.EpochReport;
import org.vae4j.train.Runner;
import org.vae4j.train.Training;
import org.vae4j.train.TrainingPrograms;

/** The front door on two columns that depend on each other. */
class VaeModelTest {
  private static final Training TRAINING =
      Training.builder().epochs(30).batchSize(16).seed(11).build();

  @TempDir Path dir;

  private static final Dataset DATA = data(101);

  private static Dataset data(int rows) {
    Random random = new Random(1);
    float[][] values = new float[rows][];
    for (int row = 0; row < rows; row++) {
      float shared = (float) random.nextGaussian();
      values[row] = new float[] {shared, -shared + 0.1f * (float) random.nextGaussian()};
    }
    DataSchema schema = DataSchema.table(List.of(Column.of("left"), Column.of("right")));
    return Dataset.of(Matrix.of(values), schema);
  }

  private static Vae.Builder parts() {
    return Vae.builder(DATA.schema())
        .encoder(Mlp.of(8), DiagonalNormalHead.of(2))
        .decoder(Mlp.of(8), NormalHead.global());
  }

  private static VaeModel fit() {
    return parts().build().fit(DATA, TRAINING);
  }

  @Test
  void learns() {
    try (VaeModel model = fit()) {
      List<EpochReport> history = model.history();
      assertThat(history).hasSize(30);
      double first = history.get(0).training().get("bound");
      double last = history.get(29).training().get("bound");
      assertThat(last).isGreaterThan(first + 0.3);
    }
  }

  @Test
  void givesTheSameModelForTheSameSeed() throws IOException {
    Path first = dir.resolve("first.vae");
    Path second = dir.resolve("second.vae");
    try (VaeModel one = fit();
        VaeModel other = fit()) {
      one.save(first);
      other.save(second);
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void isTheSameAfterSavingAndLoading() throws IOException {
    Path file = dir.resolve("model.vae");
    try (VaeModel model = fit()) {
      model.save(file);
      try (VaeModel loaded = VaeModel.load(file)) {
        assertThat(loaded.encode(DATA)).isEqualTo(model.encode(DATA));
        assertThat(loaded.evaluate(DATA, 5, 1)).isEqualTo(model.evaluate(DATA, 5, 1));
        assertThat(loaded.generate(3, 2).matrix()).isEqualTo(model.generate(3, 2).matrix());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        assertThat(loaded.history()).hasSameSizeAs(model.history());
        assertThat(loaded.summary()).isEqualTo(model.summary());
      }
    }
  }

  @Test
  void needsTheDefinitionInCodeForPartsThatHaveNoName() throws IOException {
    Layer twice = (x, scope) -> Mlp.of(4).apply(x.times(2), scope);
    Vae vae =
        Vae.builder(DATA.schema())
            .encoder(twice, DiagonalNormalHead.of(1))
            .decoder(Mlp.of(4), NormalHead.global())
            .build();
    try (VaeModel model = vae.fit(DATA, TRAINING)) {
      assertThatThrownBy(() -> model.save(dir.resolve("code.vae")))
          .isInstanceOf(VaeException.class)
          .hasMessageContaining("encoder.network")
          .hasMessageContaining("VaeModel.load(path, vae)");
    }
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void refusesWeightsOfAnotherDefinition() throws IOException {
    Path file = dir.resolve("model.vae");
    try (VaeModel model = fit()) {
      model.save(file);
    }
    Vae wider =
        Vae.builder(DATA.schema())
            .encoder(Mlp.of(9), DiagonalNormalHead.of(2))
            .decoder(Mlp.of(8), NormalHead.global())
            .build();
    assertThatThrownBy(() -> VaeModel.load(file, wider))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("encoder/hidden-1/weight [2, 9]")
        .hasMessageContaining("[2, 8]");
  }

  @Test
  void judgesARowByItsColumns() {
    try (VaeModel model = fit()) {
      Score usual = model.score(model.schema().row(Map.of("left", 1, "right", -1)));
      Score unusual = model.score(model.schema().row(Map.of("left", 1, "right", 4)));
      assertThat(usual.logLikelihood()).isGreaterThan(unusual.logLikelihood() + 2);
      assertThat(usual.standardError()).isBetween(0.0, 0.5);
      assertThat(unusual.contributions()).containsOnlyKeys("left", "right");
      assertThat(unusual.contributions().get("right"))
          .isLessThan(usual.contributions().get("right"));
    }
  }

  @Test
  void walksFromOneRowToAnother() {
    try (VaeModel model = fit()) {
      Matrix line = model.interpolate(DATA.row(3), DATA.row(5), 3).matrix();
      Matrix codes = model.encode(DATA.select(3, 5));
      float[] middle = new float[2];
      for (int i = 0; i < 2; i++) {
        middle[i] = 0.5f * codes.get(0, i) + 0.5f * codes.get(1, i);
      }

      Matrix ends = model.reconstruct(DATA.select(3, 5)).matrix();
      assertThat(line.row(0)).containsExactly(ends.row(0), within(1e-6f));
      assertThat(line.row(1))
          .containsExactly(
              model.decode(Matrix.of(new float[][] {middle})).matrix().row(0), within(1e-6f));
      assertThat(line.row(2)).containsExactly(ends.row(1), within(1e-6f));
      assertThatThrownBy(() -> model.interpolate(DATA.row(3), DATA.row(5), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("interpolate: expected at least 1 step, got 0");
    }
  }

  @Test
  void isMadeOfWeightsFromElsewhere() throws IOException {
    Vae vae = parts().build();
    TracedProgram step = TrainingPrograms.step(vae.model(), Sgd.of(0.1), 16);
    try (Backend backend = Backends.open("java");
        Runner runner = new Runner(backend, 11, step);
        VaeModel model = VaeModel.of(vae, runner::read, backend)) {
      model.save(dir.resolve("own.vae"));
      assertThat(model.history()).isEmpty();
      assertThat(model.provenance().epochs()).isZero();
      Matrix codes = model.encode(DATA);
      float[] bias = runner.read("encoder/mean/bias");
      runner.write("encoder/mean/bias", bias[0] + 1, bias[1]);
      try (VaeModel moved = VaeModel.of(vae, runner::read, backend);
          VaeModel loaded = VaeModel.load(dir.resolve("own.vae"))) {
        assertThat(moved.encode(DATA).get(7, 0)).isCloseTo(codes.get(7, 0) + 1, within(1e-6f));
        assertThat(loaded.encode(DATA)).isEqualTo(codes);
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
      }
      assertThatThrownBy(() -> VaeModel.of(vae, name -> new float[1], backend))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("encoder/hidden-1/weight");
    }
  }

  @Test
  void boundsTightenWithSamples() {
    try (VaeModel model = fit()) {
      Evaluation one = model.evaluate(DATA, 1, 3);
      Evaluation many = model.evaluate(DATA, 200, 3);
      assertThat(one.logLikelihood()).isCloseTo(one.elbo(), within(1e-9));
      assertThat(many.logLikelihood()).isGreaterThan(many.elbo());
      assertThat(model.logLikelihood(DATA, 200, 3)).hasSize(DATA.rows());
    }
  }

  @Test
  void doesNotDependOnTheRowsAround() {
    try (VaeModel model = fit()) {
      Matrix all = model.encode(DATA);
      Matrix some = model.encode(DATA.subset(40, 53));
      for (int row = 0; row < 13; row++) {
        assertThat(some.row(row))
            .usingComparatorWithPrecision(1e-6f)
            .containsExactly(all.row(40 + row));
      }
      assertThat(model.sampleCodes(DATA, 1)).isEqualTo(model.sampleCodes(DATA, 1));
      assertThat(model.sampleCodes(DATA, 1)).isNotEqualTo(model.sampleCodes(DATA, 2));
    }
  }

  @Test
  void servesManyThreads() throws Exception {
    try (VaeModel model = fit()) {
      Matrix expected = model.encode(DATA);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<Matrix>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(pool.submit(() -> model.encode(DATA)));
      }
      for (Future<Matrix> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
      pool.shutdown();
    }
  }

  @Test
  void closesABackendThatItFoundAndNoOther() {
    try (Backend backend = Backends.open("java")) {
      parts().build().fit(DATA, TRAINING, backend).close();
      try (VaeModel model = parts().build().fit(DATA, TRAINING, backend)) {
        assertThat(model.encode(DATA).rows()).isEqualTo(101);
      }
    }
    VaeModel closed = fit();
    closed.close();
    assertThatThrownBy(() -> closed.encode(DATA)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void trainsInTheCallersLoop() {
    try (Backend backend = Backends.open("java");
        TrainingSession session = parts().build().training(DATA, TRAINING, backend)) {
      int steps = 0;
      while (session.hasNext() && steps < 9) {
        assertThat(session.step().values()).containsKeys("loss", "bound", "kl");
        steps++;
      }
      try (VaeModel early = session.finish()) {
        Matrix before = early.encode(DATA);
        session.step();
        assertThat(early.encode(DATA)).isEqualTo(before);
      }
    }
  }

  @Test
  void setsRowsAsideForValidation() {
    Training training = Training.builder().epochs(2).validationFraction(0.2).build();
    try (VaeModel model = parts().build().fit(DATA, training)) {
      assertThat(model.history().get(1).validation()).containsKeys("loss", "bound", "kl");
    }
    Training none = Training.builder().validationFraction(0.001).build();
    assertThatThrownBy(() -> parts().build().fit(DATA, none)).isInstanceOf(DataException.class);
  }

  @Test
  void goesBackToTheLastEpochWhenItDiverges() {
    Training wild = Training.builder().epochs(5).optimizer(Sgd.of(1e6)).build();
    assertThatThrownBy(() -> parts().build().fit(DATA, wild))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("epoch")
        .hasMessageContaining("learning rate");
  }

  @Test
  void trainsOneRowAndPlainAutoencoders() {
    try (VaeModel model =
        parts().loss(new Autoencoder()).build().fit(DATA.subset(0, 1), TRAINING)) {
      assertThat(model.history().get(0).training()).containsOnlyKeys("loss", "reconstruction");
      assertThat(model.reconstruct(DATA.subset(0, 1)).rows()).isEqualTo(1);
    }
  }

  @Test
  void refusesPartsSetTwiceOrMissing() {
    assertThatThrownBy(() -> parts().encoder(Mlp.of(3), DiagonalNormalHead.of(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already set");
    assertThatThrownBy(() -> Vae.builder(DATA.schema()).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("encoder");
  }

  @Test
  void refusesDataOfAnotherKind() throws IOException {
    Path csv = Files.writeString(dir.resolve("other.csv"), "left,wrong\n1,2\n");
    try (VaeModel model = fit()) {
      assertThatThrownBy(() -> model.encode(Dataset.csv(csv)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("wrong");
    }
  }

  @Test
  void averagesContributionsOverManyDraws() {
    DataSchema schema = DataSchema.unnamed(5);
    Dataset zeros = Dataset.of(Matrix.of(new float[4][5]), schema);
    Vae vae =
        Vae.builder(schema)
            .encoder((x, context) -> DiagonalNormalHead.posterior(x.fill(0), x.fill(0)))
            .decoder((z, context) -> DiagonalNormal.of(z.times(3), z.fill(0)))
            .build();
    try (VaeModel model = vae.fit(zeros, TRAINING)) {
      Score score = model.score(schema.row(0, 0, 0, 0, 0));
      double expected = -0.5 * (Math.log(2 * Math.PI) + 9); // E[(0 − 3ε)²] = 9
      assertThat(score.contributions().values())
          .hasSize(5)
          .allSatisfy(each -> assertThat(each).isCloseTo(expected, within(2.0)));
    }
  }

  @Test
  void refusesParametersThatTheLastStepMadeNaN() {
    Loss loss =
        pass -> {
          Tensor p = pass.parameter("p", Shape.scalar(), Initializer.zeros());
          Tensor kink = p.abs().sqrt(); // 0, with derivative 0 · ∞
          return Objective.loss(pass.logLikelihood().meanOver(0).neg().plus(kink));
        };
    Training oneStep = Training.builder().epochs(1).batchSize(101).build();
    assertThatThrownBy(() -> parts().loss(loss).build().fit(DATA, oneStep))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("NaN or infinity in p");
  }

  @Test
  void doesNotHideNaNAsAnUnlikelyRow() {
    Vae vae =
        Vae.builder(DATA.schema())
            .encoder(Mlp.of(8), DiagonalNormalHead.of(2))
            .decoder(
                (z, context) ->
                    DiagonalNormal.of(z.plus(context.training() ? 0 : Double.NaN), z.fill(0)))
            .build();
    try (VaeModel model = vae.fit(DATA, TRAINING)) {
      assertThat(model.logLikelihood(DATA, 3, 1)).containsOnly(Double.NaN);
    }
  }

  @Test
  void refusesRowsOutsideTheUnitIntervalForABernoulliLikelihood() {
    Vae vae =
        Vae.builder(DATA.schema())
            .encoder(Mlp.of(4), DiagonalNormalHead.of(1))
            .decoder(Mlp.of(4), BernoulliHead.of())
            .build();
    assertThatThrownBy(() -> vae.fit(DATA, TRAINING))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[0, 1]")
        .hasMessageContaining("column \"")
        .hasMessageContaining("normal head");
  }
}
