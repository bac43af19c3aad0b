package org.vae4j.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.TracedProgram;
import org.vae4j.loss.Autoencoder;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.Optimizer;
import org.vae4j.optimizer.Adam;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Trace;
import org.vae4j.tensor.Variable;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/** Gradients and update as programs of their own, so that workers can average in between. */
class SeparateProgramsTest {
  private static final Optimizer ADAM = Adam.of(0.01);

  private static Model model(Loss loss) {
    return Toy.linear(3, 2, new StandardNormal(), loss);
  }

  private static List<Variable> parameters(TracedProgram traced) {
    return traced.trace().parameters().values().stream().map(Trace.Parameter::variable).toList();
  }

  @Test
  void twoProgramsTakeTheSameStepsAsOne() {
    Model model = model(Elbo.standard());
    TracedProgram step = TrainingPrograms.step(model, ADAM, 4);
    TracedProgram gradients = TrainingPrograms.gradients(model, 4);
    TracedProgram apply = TrainingPrograms.apply(parameters(gradients), ADAM);
    try (Backend backend = Toy.exact();
        Runner whole = new Runner(backend, 1, step);
        Runner parts = new Runner(backend, 1, gradients, apply)) {
      Map<String, double[]> rows = Toy.rows(Toy.normal(12, 1));
      for (int i = 0; i < 10; i++) {
        whole.run(step, i, rows);
        parts.run(apply, i, parts.run(gradients, i, rows));
      }
      Map<String, double[]> broken = new HashMap<>(parts.run(gradients, 10, rows));
      broken.get("gradient:encoder/mean/bias")[1] = Double.NaN;
      parts.run(apply, 10, broken); // not finite, so not applied
      for (Variable parameter : parameters(step)) {
        assertThat(parts.read(parameter.name())).isEqualTo(whole.read(parameter.name()));
      }
    }
  }

  @Test
  void theAverageOfTwoWorkersIsTheGradientOfAllRows() {
    Model model = model(new Autoencoder());
    TracedProgram all = TrainingPrograms.gradients(model, 4);
    TracedProgram half = TrainingPrograms.gradients(model, 2);
    try (Backend backend = Toy.exact();
        Runner runner = new Runner(backend, 1, all, half)) {
      double[] rows = Toy.normal(12, 1);
      Map<String, double[]> whole = runner.run(all, 0, Toy.rows(rows));
      double[] head = Arrays.copyOf(rows, 6);
      double[] tail = Arrays.copyOfRange(rows, 6, 12);
      Map<String, double[]> first = runner.run(half, 0, Toy.rows(head));
      Map<String, double[]> last = runner.run(half, 0, Toy.rows(tail));
      whole.forEach(
          (name, values) -> {
            for (int i = 0; i < values.length; i++) {
              double average = (first.get(name)[i] + last.get(name)[i]) / 2;
              assertThat(values[i]).as(name).isCloseTo(average, within(1e-12));
            }
          });
    }
  }
}
