package org.vae4j.examples.loop;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.backend.TracedProgram;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.model.Model;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.Trace;
import org.vae4j.tensor.Variable;
import org.vae4j.train.Runner;
import org.vae4j.train.TrainingPrograms;

/**
 * A loop of programs: one gives losses and gradients, another applies gradients. What happens in
 * between is the loop's own, here a limit to the gradients' norm.
 */
public final class ClippedSteps implements Example {
  private static final int ROWS = 100;
  private static final int STEPS = 200;
  private static final double LIMIT = 20;
  private static final String GRADIENT = "gradient:";

  private final Path folder;
  private final Dataset images;
  private final Vae vae;

  @Inject
  ClippedSteps(Path folder, Dataset images, Vae vae) {
    this.folder = folder;
    this.images = images;
    this.vae = vae;
  }

  /** Takes the folder to write into and, if you like, a file of images. */
  public static void main(String... arguments) {
    LoopModule module = new LoopModule(Arguments.of(arguments));
    System.exit(Example.run(ClippedSteps.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    TracedProgram gradients = TrainingPrograms.gradients(vae.model(), ROWS);
    List<Variable> parameters =
        gradients.trace().parameters().values().stream().map(Trace.Parameter::variable).toList();
    TracedProgram apply = TrainingPrograms.apply(parameters, Adam.standard());
    try (Backend backend = Backends.open();
        Runner runner = new Runner(backend, 1, gradients, apply)) {
      for (int step = 0; step < STEPS; step++) {
        Map<String, double[]> found = runner.run(gradients, step, batch(step));
        double norm = norm(found);
        if (step % 50 == 0) {
          out.printf(
              Locale.ROOT,
              "step %d: loss %.2f, norm of the gradients %.1f%n",
              step,
              found.getOrDefault(TrainingPrograms.LOSS, new double[1])[0],
              norm);
        }
        runner.run(apply, step, norm > LIMIT ? scaled(found, LIMIT / norm) : found);
      }
      try (VaeModel model = VaeModel.of(vae, runner::read, backend)) {
        model.save(folder.resolve("clipped.vae"));
      }
    }
  }

  /** The next rows, from the first again after the last. */
  private Map<String, double[]> batch(int step) {
    int width = images.width();
    float[] row = new float[width];
    double[] inputs = new double[ROWS * width];
    for (int i = 0; i < ROWS; i++) {
      images.inputs((step * ROWS + i) % images.rows(), row, 0);
      for (int column = 0; column < width; column++) {
        inputs[i * width + column] = row[column];
      }
    }
    return Map.of(Model.INPUT, inputs);
  }

  private static double norm(Map<String, double[]> found) {
    double squares = 0;
    for (Map.Entry<String, double[]> output : found.entrySet()) {
      if (output.getKey().startsWith(GRADIENT)) {
        for (double value : output.getValue()) {
          squares += value * value;
        }
      }
    }
    return Math.sqrt(squares);
  }

  private static Map<String, double[]> scaled(Map<String, double[]> found, double factor) {
    Map<String, double[]> smaller = new LinkedHashMap<>();
    found.forEach(
        (name, values) -> {
          double[] copy = values.clone();
          for (int i = 0; i < copy.length; i++) {
            copy[i] *= factor;
          }
          smaller.put(name, copy);
        });
    return smaller;
  }
}
