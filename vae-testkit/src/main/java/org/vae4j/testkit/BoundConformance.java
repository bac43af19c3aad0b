package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.TracedProgram;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.train.Runner;

/**
 * The bounds of a model whose evidence is known: they grow with the number of importance samples
 * and stay below the evidence (Burda et al. 2016, theorem 1). The 5000 draws of a row are weighed
 * in nested groups, so their order is exact.
 */
interface BoundConformance extends Fixture {
  /** Draws of each row. */
  int DRAWS = 5000;

  /** Rows of one run. */
  int ROWS = 8;

  /** Runs, each of other rows. */
  int RUNS = 8;

  @Test
  default void boundsGrowTowardsTheEvidence() {
    LinearGaussian truth = LinearGaussian.of(5, 10, 21);
    assertThat(truth.weightsHaveFiniteVariance()).isTrue();
    Model model = truth.model();
    TracedProgram weights =
        TracedProgram.of(
            "log-weights",
            ROWS,
            root -> {
              ForwardPass pass = model.pass(model.batch(root), DRAWS, root);
              return Map.of("w", pass.logWeight().transposed());
            });
    double[] elbo = new double[RUNS * ROWS];
    double[] iwae5 = new double[RUNS * ROWS];
    double[] iwae50 = new double[RUNS * ROWS];
    double[] iwae5000 = new double[RUNS * ROWS];
    double[] evidence = new double[RUNS * ROWS];
    double variance = 0;
    try (Runner runner = new Runner(backend(), 1, weights)) {
      for (int run = 0; run < RUNS; run++) {
        double[] x = truth.rows(ROWS, run);
        double[] w = runner.run(weights, run, Map.of(Model.INPUT, x)).get("w");
        for (int row = 0; row < ROWS; row++) {
          int at = run * ROWS + row;
          double[] draws = Arrays.copyOfRange(w, row * DRAWS, (row + 1) * DRAWS);
          elbo[at] = meanOfGroups(draws, 1);
          iwae5[at] = meanOfGroups(draws, 5);
          iwae50[at] = meanOfGroups(draws, 50);
          iwae5000[at] = meanOfGroups(draws, DRAWS);
          evidence[at] = truth.logEvidence(x, row);
          variance += squaredError(draws);
        }
      }
    }
    double error = Math.sqrt(variance) / evidence.length;
    double exact = mean(evidence);
    assertThat(mean(elbo)).isLessThan(mean(iwae5));
    assertThat(mean(iwae5)).isLessThan(mean(iwae50));
    assertThat(mean(iwae50)).isLessThan(mean(iwae5000));
    assertThat(mean(iwae5000)).isBetween(exact - 0.02, exact + 3 * error);
    assertThat(exact - mean(elbo)).as("KL(q ‖ posterior)").isCloseTo(truth.gap(), within(0.01));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** The mean over groups of so many draws of the log of their mean weight. */
  private static double meanOfGroups(double[] logWeights, int size) {
    double sum = 0;
    for (int from = 0; from < logWeights.length; from += size) {
      double[] group = Arrays.copyOfRange(logWeights, from, from + size);
      double largest = Arrays.stream(group).max().orElseThrow();
      double total = Arrays.stream(group).map(each -> Math.exp(each - largest)).sum();
      sum += largest + Math.log(total / size);
    }
    return sum * size / logWeights.length;
  }

  /** The square of the standard error of the log of the mean weight, by the delta method. */
  private static double squaredError(double[] logWeights) {
    double logMean = meanOfGroups(logWeights, logWeights.length);
    double spread =
        Arrays.stream(logWeights).map(each -> Math.pow(Math.expm1(each - logMean), 2)).sum();
    return spread / logWeights.length / logWeights.length;
  }
}
