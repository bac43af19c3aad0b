package org.vae4j.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.backend.Program;
import org.vae4j.backend.TracedProgram;
import org.vae4j.backend.Update;
import org.vae4j.model.Batch;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.model.Objective;
import org.vae4j.model.Optimizer;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Trace;
import org.vae4j.tensor.Variable;

/**
 * The programs of a training step. One program does it whole; two do it in parts, so that gradients
 * of several workers can be averaged in between. A step whose loss is not finite changes nothing.
 *
 * <p>Outputs are scalars: {@value #LOSS}, what is minimized; {@value #BOUND}, if the loss reports
 * one; the loss' terms by name. Gradients are named {@code gradient:} and the parameter's path.
 */
public final class TrainingPrograms {
  /** The output that is minimized. */
  public static final String LOSS = "loss";

  /** The output that is the reported bound, the mean over the rows. */
  public static final String BOUND = "bound";

  private static final String GRADIENT = "gradient:";

  private TrainingPrograms() {}

  /** Makes the model's batch of a root scope: declares its inputs. */
  @FunctionalInterface
  public interface BatchSource {
    /** The batch of this many rows. */
    Batch batch(Scope root);
  }

  /** A whole step on batches that are their own target; see {@link Model#batch}. */
  public static TracedProgram step(Model model, Optimizer optimizer, int rows) {
    return step(model, optimizer, rows, model::batch);
  }

  /**
   * A whole step: forward, backward, update.
   *
   * @param rows the exact number of rows
   * @param source declares the inputs
   */
  public static TracedProgram step(Model model, Optimizer optimizer, int rows, BatchSource source) {
    Trace trace = new Trace(rows, true);
    Scope root = trace.root();
    Losses losses = losses(model, source, trace, root);
    Program.Builder program = report("train", losses);
    update(program, losses, optimizer, root.child("optimizer"));
    commit(program, losses.total(), trace);
    return new TracedProgram(program.build(), trace);
  }

  /** The first part of a step on batches that are their own target; see {@link Model#batch}. */
  public static TracedProgram gradients(Model model, int rows) {
    return gradients(model, rows, model::batch);
  }

  /**
   * The first part of a step: losses and gradients as outputs, and the layers' own state updates.
   */
  public static TracedProgram gradients(Model model, int rows, BatchSource source) {
    Trace trace = new Trace(rows, true);
    Losses losses = losses(model, source, trace, trace.root());
    Program.Builder program = report("gradients", losses);
    losses.gradients().forEach((parameter, g) -> program.output(GRADIENT + parameter.name(), g));
    commit(program, losses.total(), trace);
    return new TracedProgram(program.build(), trace);
  }

  /**
   * The second part of a step: takes gradients as inputs and updates the parameters, unless one is
   * not finite.
   */
  public static TracedProgram apply(List<Variable> parameters, Optimizer optimizer) {
    Trace trace = new Trace(1, true);
    Map<Variable, Tensor> gradients = new LinkedHashMap<>();
    for (Variable parameter : parameters) {
      TensorType type = TensorType.floats(parameter.shape());
      gradients.put(parameter, trace.graph().input(GRADIENT + parameter.name(), type));
    }
    Program.Builder program = Program.builder("apply");
    gradients.values().stream()
        .map(Tensor::sum)
        .reduce(Tensor::plus)
        .ifPresent(sum -> program.commitIf(sum.isFinite()));
    optimizer.updates(gradients, trace.root().child("optimizer")).forEach(program::update);
    return new TracedProgram(program.build(), trace);
  }

  private record Losses(
      Map<String, Tensor> reported,
      Tensor total,
      Map<Variable, Tensor> gradients,
      List<Objective.Player> players) {}

  /** Updates every parameter: a player's by its own optimizer, if it has one. */
  private static void update(
      Program.Builder program, Losses losses, Optimizer optimizer, Scope scope) {
    Map<Variable, Tensor> others = new LinkedHashMap<>(losses.gradients());
    for (Objective.Player player : losses.players()) {
      if (player.optimizer().isPresent()) {
        Map<Variable, Tensor> own = new LinkedHashMap<>(others);
        own.keySet().removeIf(parameter -> !player.trains(parameter));
        others.keySet().removeAll(own.keySet());
        Scope inner = scope.child(player.name());
        player.optimizer().get().updates(own, inner).forEach(program::update);
      }
    }
    optimizer.updates(others, scope).forEach(program::update);
  }

  private static Losses losses(Model model, BatchSource source, Trace trace, Scope root) {
    ForwardPass pass = model.pass(source.batch(root), model.loss().samples(), root);
    Objective objective = model.loss().evaluate(pass);
    RowMean mean = new RowMean(pass.rowWeights());
    Map<String, Tensor> reported = new LinkedHashMap<>();
    Tensor loss = mean.of(objective.minimized());
    for (Tensor term : objective.batchTerms().values()) {
      loss = loss.plus(term);
    }
    for (Tensor penalty : trace.penalties().values()) {
      loss = loss.plus(penalty.shape().rank() == 0 ? penalty : mean.of(penalty));
    }
    reported.put(LOSS, loss);
    objective.bound().ifPresent(bound -> reported.put(BOUND, mean.of(bound)));
    objective.terms().forEach((name, term) -> reported.put(name, mean.of(term)));
    reported.putAll(objective.batchTerms());
    objective.players().forEach(player -> reported.put(player.name(), player.loss()));
    Tensor total = loss;
    for (Objective.Player player : objective.players()) {
      total = total.plus(player.loss());
    }
    return new Losses(
        reported, total, gradients(loss, objective.players(), trace), objective.players());
  }

  /**
   * Each parameter's gradient of the one loss that trains it: a player's for those in its path,
   * else the main one.
   */
  private static Map<Variable, Tensor> gradients(
      Tensor loss, List<Objective.Player> players, Trace trace) {
    Map<Tensor, List<Variable>> trainedBy = new LinkedHashMap<>();
    for (Trace.Parameter parameter : trace.parameters().values()) {
      Variable variable = parameter.variable();
      Optional<Objective.Player> player =
          players.stream().filter(p -> p.trains(variable)).findFirst();
      Tensor own = player.map(Objective.Player::loss).orElse(loss);
      trainedBy.computeIfAbsent(own, l -> new ArrayList<>()).add(variable);
    }
    Map<Variable, Tensor> gradients = new LinkedHashMap<>();
    trainedBy.forEach(
        (own, variables) -> {
          List<Tensor> reads = variables.stream().map(trace.graph()::read).toList();
          List<Tensor> results = Gradients.of(own, reads);
          for (int i = 0; i < results.size(); i++) {
            gradients.put(variables.get(i), results.get(i));
          }
        });
    return gradients;
  }

  private static Program.Builder report(String name, Losses losses) {
    Program.Builder program = Program.builder(name);
    losses.reported().forEach(program::output);
    return program;
  }

  private static void commit(Program.Builder program, Tensor total, Trace trace) {
    trace
        .stateUpdates()
        .forEach(
            (path, next) ->
                program.update(new Update.Assign(new Variable(path, next.shape()), next)));
    program.commitIf(total.isFinite());
  }

  /** Σ w·ℓ / Σ w over the rows: the only place where rows are averaged. */
  private record RowMean(Tensor weights) {
    Tensor of(Tensor perRow) {
      Shape rows = weights.shape();
      if (!perRow.shape().equals(rows)) {
        throw new IllegalArgumentException(
            "loss: expected one value for each row, " + rows + ", got " + perRow.type());
      }
      return perRow.times(weights).sum().dividedBy(weights.sum());
    }
  }
}
