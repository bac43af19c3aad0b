package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** Programs as models make them, small and of awkward sizes. */
final class ProgramCases {
  private static final int STEPS = 5;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private ProgramCases() {}

  static List<ProgramCase> all() {
    return List.of(
        denseVae(7),
        denseVae(1),
        gradientPenalty(),
        recurrentLoop(),
        embedding(),
        fullCovarianceNormal(),
        categorical(),
        mixture(),
        permutation(),
        batchNorm(),
        inference(),
        identities());
  }

  /** Collects the variables, inputs and steps of a program. */
  private static final class Sketch {
    final Graph graph = new Graph();
    final Program.Builder program;
    final Map<Variable, Numbers> initial = new LinkedHashMap<>();
    final Map<String, TensorType> inputs = new LinkedHashMap<>();
    private long seed = 100;

    Sketch(String name) {
      program = Program.builder(name);
    }

    /** A variable with small random numbers at first. */
    Tensor parameter(String name, int... sizes) {
      Variable variable = new Variable(name, Shape.of(sizes));
      double scale = 1 / Math.sqrt(sizes[0]);
      double[] draws = Numbers.normal(variable.shape(), seed++).toArray();
      initial.put(variable, Numbers.generated(variable.shape(), i -> (float) (scale * draws[i])));
      return graph.read(variable);
    }

    Tensor input(String name, int... sizes) {
      return input(name, TensorType.floats(Shape.of(sizes)));
    }

    Tensor input(String name, TensorType type) {
      inputs.put(name, type);
      return graph.input(name, type);
    }

    /** One Adam step of all parameters, committed where the loss is finite. */
    void minimize(Tensor loss, double weightDecay) {
      List<Variable> parameters = List.copyOf(initial.keySet());
      List<Tensor> gradients = Gradients.of(loss, parameters.stream().map(graph::read).toList());
      Tensor rate = input("rate");
      Tensor correction1 = input("correction1");
      Tensor correction2 = input("correction2");
      for (int i = 0; i < parameters.size(); i++) {
        Variable theta = parameters.get(i);
        program.update(
            new Update.AdamUpdate(
                theta,
                new Variable(theta.name() + "/m", theta.shape()),
                new Variable(theta.name() + "/v", theta.shape()),
                gradients.get(i),
                rate,
                correction1,
                correction2,
                BETA1,
                BETA2,
                1e-5,
                weightDecay));
      }
      program.output("loss", loss).commitIf(loss.isFinite());
    }

    ProgramCase build() {
      Program built = program.build();
      List<Map<String, Numbers>> steps = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        Map<String, Numbers> fed = new LinkedHashMap<>();
        for (Tensor input : built.inputs()) {
          String name = ((org.vae4j.tensor.Source.Input) input.operation()).name();
          fed.put(name, numbers(name, input.type(), step));
        }
        steps.add(fed);
      }
      initial.keySet().retainAll(built.variables());
      return new ProgramCase(built, Tolerances.PROGRAM, initial, steps);
    }

    private static Numbers numbers(String name, TensorType type, int step) {
      long seed = 1000L * step + name.hashCode();
      return switch (name) {
        case "rate" -> Numbers.scalar((float) (0.01 / (1 + step)));
        case "correction1" -> Numbers.scalar((float) (1 - Math.pow(BETA1, step + 1)));
        case "correction2" -> Numbers.scalar((float) (1 - Math.pow(BETA2, step + 1)));
        default ->
            type.dataType() == DataType.INT
                ? Numbers.indices(type.shape(), 5, seed)
                : Numbers.normal(type.shape(), seed);
      };
    }
  }

  private static Tensor dense(Sketch sketch, String name, Tensor x, int size) {
    Tensor weight = sketch.parameter(name + "/weight", x.shape().size(-1), size);
    return x.matmul(weight).plus(sketch.parameter(name + "/bias", size));
  }

  /** Bernoulli likelihood on logits, diagonal normal posterior, Adam with weight decay. */
  private static ProgramCase denseVae(int rows) {
    Sketch sketch = new Sketch("dense VAE of " + rows + " rows");
    Tensor x = sketch.input("x", rows, 11).sigmoid();
    Tensor noise = sketch.input("noise", rows, 3);
    Tensor features = dense(sketch, "encoder", x, 6).tanh();
    Tensor mean = dense(sketch, "mean", features, 3);
    Tensor logVariance = dense(sketch, "logVariance", features, 3).clamp(-7, 7);
    Tensor z = mean.plus(logVariance.times(0.5).exp().times(noise));
    Tensor logits = dense(sketch, "logits", dense(sketch, "decoder", z, 5).relu(), 11);
    Tensor reconstruction = x.times(logits).minus(logits.softplus()).sumOver(-1);
    Tensor kl =
        mean.square().plus(logVariance.exp()).minus(1).minus(logVariance).sumOver(-1).times(0.5);
    sketch.minimize(kl.minus(reconstruction).mean(), 0.1);
    sketch.program.output("kl", kl).output("codes", mean);
    return sketch.build();
  }

  /** A critic with a penalty on its gradient by the input, which takes second-order gradients. */
  private static ProgramCase gradientPenalty() {
    Sketch sketch = new Sketch("gradient penalty");
    Tensor x = sketch.input("x", 5, 3);
    Tensor critic = dense(sketch, "out", dense(sketch, "in", x, 7).softplus(), 1);
    Tensor slope = Gradients.of(critic.sum(), x);
    Tensor penalty = slope.square().sumOver(-1).plus(1e-6).sqrt().minus(1).square();
    sketch.minimize(critic.mean().plus(penalty.mean().times(10)), 0);
    sketch.program.output("slope", slope);
    return sketch.build();
  }

  /** A gated recurrent unit (Cho et al. 2014) unrolled over time, trained through it. */
  private static ProgramCase recurrentLoop() {
    Sketch sketch = new Sketch("gated recurrent loop");
    Tensor x = sketch.input("x", 3, 11, 2);
    Tensor toGates = sketch.parameter("toGates", 2 + 5, 2 * 5);
    Tensor toState = sketch.parameter("toState", 2 + 5, 5);
    Tensor state = x.graph().fill(0, Shape.of(3, 5));
    List<Tensor> states = new ArrayList<>();
    for (int time = 0; time < 11; time++) {
      Tensor now = x.at(1, time);
      Tensor gates = Tensor.concat(-1, now, state).matmul(toGates).sigmoid();
      Tensor update = gates.slice(-1, 0, 5);
      Tensor reset = gates.slice(-1, 5, 10);
      Tensor candidate = Tensor.concat(-1, now, reset.times(state)).matmul(toState).tanh();
      state = state.plus(update.times(candidate.minus(state)));
      states.add(state);
    }
    Tensor sequence = Tensor.stack(1, states);
    sketch.minimize(
        sequence.slice(1, 0, 10).sumOver(-1).minus(x.slice(1, 1, 11).sumOver(-1)).square().mean(),
        0);
    sketch.program.output("states", sequence);
    return sketch.build();
  }

  /** Rows of a table looked up, averaged, and trained by scattered gradients. */
  private static ProgramCase embedding() {
    Sketch sketch = new Sketch("embedding");
    Tensor words = sketch.input("words", TensorType.ints(Shape.of(3, 7)));
    Tensor table = sketch.parameter("table", 5, 4);
    Tensor logits = table.gather(words).meanOver(1).matmul(table.transposed());
    Tensor target = words.at(1, 0);
    Tensor chosen = logits.logSoftmaxOver(-1).gather(target, 1);
    sketch.minimize(chosen.mean().neg(), 0.01);
    Tensor counts = target.oneHot(5).sumOver(0);
    sketch.program.output("counts", counts).output("next", target.plus(words.at(1, 1)).mod(5));
    return sketch.build();
  }

  /** Log density of a normal with full covariance, through a Cholesky factor, and its training. */
  private static ProgramCase fullCovarianceNormal() {
    Sketch sketch = new Sketch("full-covariance normal");
    Tensor x = sketch.input("x", 7, 3);
    Tensor root = sketch.parameter("root", 3, 3);
    Tensor mean = sketch.parameter("mean", 3);
    Tensor identity = x.graph().range(3).oneHot(3);
    Tensor factor = root.matmul(root.transposed()).plus(identity).cholesky();
    Tensor standard = factor.solveLowerTriangular(x.minus(mean).transposed());
    Tensor logDeterminant = factor.times(identity).sumOver(-1).log().sum();
    Tensor logDensity = standard.square().sumOver(0).times(-0.5).minus(logDeterminant);
    sketch.minimize(logDensity.mean().neg(), 0);
    sketch.program.output("logDensity", logDensity).output("factor", factor);
    return sketch.build();
  }

  /** A likelihood of categories. */
  private static ProgramCase categorical() {
    Sketch sketch = new Sketch("categorical");
    Tensor x = sketch.input("x", 5, 4);
    Tensor label = sketch.input("label", TensorType.ints(Shape.of(5)));
    Tensor logProbability = dense(sketch, "logits", x, 5).logSoftmaxOver(-1);
    sketch.minimize(logProbability.times(label.oneHot(5)).sumOver(-1).mean().neg(), 0);
    Tensor predicted = logProbability.argmax(-1);
    sketch.program.output("predicted", predicted).output("hits", predicted.equalTo(label).sum());
    return sketch.build();
  }

  /** A mixture of diagonal normals: log-sum-exp over its parts, where one part is impossible. */
  private static ProgramCase mixture() {
    Sketch sketch = new Sketch("mixture");
    Tensor x = sketch.input("x", 7, 2);
    Tensor means = sketch.parameter("means", 3, 2);
    Tensor weights = sketch.parameter("weights", 3);
    Tensor impossible = x.graph().literal(Shape.of(3), 0, Double.NEGATIVE_INFINITY, 0);
    Tensor perPart = x.expandAt(1).minus(means).square().sumOver(-1).times(-0.5);
    Tensor logDensity = perPart.plus(weights.logSoftmaxOver(-1)).plus(impossible).logSumExpOver(-1);
    sketch.minimize(logDensity.mean().neg(), 0);
    sketch.program.output("logDensity", logDensity).output("worst", logDensity.minOver(0));
    return sketch.build();
  }

  /** Rows ordered by a score, and the gradient back through the order. */
  private static ProgramCase permutation() {
    Sketch sketch = new Sketch("sorted rows");
    Tensor x = sketch.input("x", 2, 11);
    Tensor scale = sketch.parameter("scale", 11);
    Tensor order = x.argSort();
    Tensor sorted = x.times(scale).gather(order, 1);
    Tensor ranks = order.cast(DataType.FLOAT).argSort();
    sketch.minimize(sorted.cumSum(-1).square().mean(), 0);
    sketch.program.output("sorted", sorted).output("order", order).output("ranks", ranks);
    return sketch.build();
  }

  /**
   * Batch normalization (Ioffe &amp; Szegedy 2015): statistics of the batch, running averages as
   * state.
   */
  private static ProgramCase batchNorm() {
    Sketch sketch = new Sketch("batch norm");
    Tensor x = dense(sketch, "dense", sketch.input("x", 7, 3), 5);
    Tensor gain = sketch.parameter("gain", 5);
    Tensor mean = x.meanOver(0);
    Tensor variance = x.minus(mean).square().meanOver(0);
    Tensor normalized = x.minus(mean).dividedBy(variance.plus(1e-3).sqrt()).times(gain);
    Variable runningMean = new Variable("runningMean", Shape.of(5));
    Variable runningVariance = new Variable("runningVariance", Shape.of(5));
    sketch.minimize(normalized.tanh().square().mean(), 0);
    average(sketch, runningMean, mean);
    average(sketch, runningVariance, variance);
    return sketch.build();
  }

  private static void average(Sketch sketch, Variable running, Tensor value) {
    Tensor old = sketch.graph.read(running);
    sketch
        .program
        .output(running.name(), old)
        .update(new Update.Assign(running, old.times(0.9).plus(value.times(0.1))));
  }

  /** Outputs alone. */
  private static ProgramCase inference() {
    Sketch sketch = new Sketch("inference");
    Tensor x = sketch.input("x", 13, 4);
    Tensor hidden = dense(sketch, "hidden", x, 7).relu();
    sketch.program.output("probabilities", dense(sketch, "out", hidden, 3).softmaxOver(-1));
    return sketch.build();
  }

  /**
   * Outputs and updates that compute nothing: inputs, constants and variables as they are, some of
   * them twice.
   */
  private static ProgramCase identities() {
    Sketch sketch = new Sketch("identities");
    Tensor x = sketch.input("x", 2, 3);
    Tensor words = sketch.input("words", TensorType.ints(Shape.of(3)));
    Tensor weight = sketch.parameter("weight", 2, 3);
    Tensor constant = sketch.graph.fill(2.5, Shape.of(2, 3));
    sketch
        .program
        .output("x", x)
        .output("again", x)
        .output("words", words)
        .output("weight", weight)
        .output("weightAgain", weight)
        .output("reshaped", weight.reshape(6))
        .output("constant", constant)
        .update(new Update.Assign(new Variable("weight", Shape.of(2, 3)), x))
        .update(new Update.Assign(new Variable("latest", Shape.of(2, 3)), weight))
        .update(new Update.Assign(new Variable("fixed", Shape.of(2, 3)), constant));
    return sketch.build();
  }
}
