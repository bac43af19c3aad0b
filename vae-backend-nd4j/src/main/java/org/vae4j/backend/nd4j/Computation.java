package org.vae4j.backend.nd4j;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** A plan with memory: a list of steps, run in order. All of it is allocated here, once. */
final class Computation implements AutoCloseable {
  private final Plan plan;
  private final Map<Variable, Operand> variables;
  private final Precision precision;
  private final List<Operand> owned = new ArrayList<>();
  private final Map<Tensor, Operand> sources = new IdentityHashMap<>();
  private final Operand[] buffers;
  private final Map<String, HostBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Optional<Operand> commitIf;
  private final List<Step> updates = new ArrayList<>();

  Computation(Plan plan, Map<Variable, Operand> variables, Precision precision) {
    this.plan = plan;
    this.variables = variables;
    this.precision = precision;
    Program program = plan.program();
    this.buffers = buffers(program);
    for (Tensor input : program.inputs()) {
      inputs.put(((Source.Input) input.operation()).name(), operand(input).view());
    }
    Steps singles = new Steps(new Doubles(Arithmetic.BLOCK), this::allocate);
    for (Plan.Stage stage : plan.stages()) {
      Tensor first = stage.tensors().get(0);
      steps.add(
          stage.fused()
              ? fused(stage.tensors())
              : singles.of(
                  first.operation(),
                  first.inputs().stream().map(this::operand).toList(),
                  operand(first)));
    }
    program.outputs().forEach((name, tensor) -> outputs.put(name, result(tensor).view()));
    this.commitIf = program.commitIf().map(this::operand);
    addUpdates(program);
  }

  private Step fused(List<Tensor> tensors) {
    return precision == Precision.FLOAT64 || Plan.hasWholeNumbers(tensors.get(0))
        ? new FusedStep<>(tensors, plan, this::operand, precision, Doubles::new)
        : new FusedStep<>(tensors, plan, this::operand, precision, Floats::new);
  }

  private Operand[] buffers(Program program) {
    Set<Integer> results = new HashSet<>();
    for (Tensor tensor : program.outputs().values()) {
      if (!(Plan.origin(tensor).operation() instanceof Source)) {
        results.add(plan.buffer(Plan.origin(tensor)));
      }
    }
    Operand[] allocated = new Operand[plan.buffers().size()];
    for (int i = 0; i < allocated.length; i++) {
      Plan.Buffer buffer = plan.buffers().get(i);
      TensorType type = new TensorType(Shape.of(buffer.count()), buffer.dataType());
      allocated[i] = results.contains(i) ? host(type) : allocate(type);
    }
    return allocated;
  }

  private Operand allocate(TensorType type) {
    return owned(Operand.zeros(type, precision));
  }

  private Operand host(TensorType type) {
    return owned(Operand.host(type, precision));
  }

  private Operand owned(Operand operand) {
    owned.add(operand);
    return operand;
  }

  private Operand operand(Tensor tensor) {
    Tensor origin = Plan.origin(tensor);
    Operand home =
        origin.operation() instanceof Source source
            ? sources.computeIfAbsent(origin, key -> source(source))
            : buffers[plan.buffer(origin)];
    return home.as(tensor.type());
  }

  private Operand source(Source source) {
    if (source instanceof Source.Read read) {
      return requireNonNull(variables.get(read.variable()));
    }
    if (source instanceof Source.Input input) {
      return host(input.type());
    }
    Operand constant = allocate(source.type());
    Constants.fill(source, constant);
    return constant;
  }

  /** A result; what is no buffer is copied, since others may write it before the host reads. */
  private Operand result(Tensor tensor) {
    return Plan.origin(tensor).operation() instanceof Source
        ? copied(tensor, host(tensor.type()), steps)
        : operand(tensor);
  }

  private Operand copied(Tensor tensor, Operand copy, List<Step> into) {
    Operand original = operand(tensor);
    into.add(() -> copy.copy(0, original, 0, original.count()));
    return copy;
  }

  private void addUpdates(Program program) {
    Set<Variable> targets = new HashSet<>();
    program.updates().forEach(update -> targets.addAll(update.targets()));
    Map<Tensor, Operand> before = new HashMap<>();
    List<Step> writes = new ArrayList<>();
    for (Update update : program.updates()) {
      for (Tensor tensor : update.operands()) {
        // A variable that this run changes must be read before any update writes.
        boolean changes =
            Plan.origin(tensor).operation() instanceof Source.Read read
                && targets.contains(read.variable());
        before.computeIfAbsent(
            tensor, key -> changes ? copied(key, allocate(key.type()), updates) : operand(key));
      }
      writes.add(write(update, before));
    }
    updates.addAll(writes);
  }

  private Step write(Update update, Map<Tensor, Operand> values) {
    if (update instanceof Update.Assign assign) {
      Operand value = requireNonNull(values.get(assign.value()));
      Operand target = requireNonNull(variables.get(assign.variable()));
      return () -> target.copy(0, value, 0, target.count());
    }
    Update.AdamUpdate adam = (Update.AdamUpdate) update;
    return AdamStep.of(
        adam,
        new AdamStep.Targets(
            requireNonNull(variables.get(adam.parameter())),
            requireNonNull(variables.get(adam.firstMoment())),
            requireNonNull(variables.get(adam.secondMoment()))),
        new AdamStep.Tensors(
            requireNonNull(values.get(adam.gradient())),
            requireNonNull(values.get(adam.learningRate())),
            requireNonNull(values.get(adam.biasCorrection1())),
            requireNonNull(values.get(adam.biasCorrection2()))),
        precision);
  }

  Map<String, HostBuffer> inputs() {
    return inputs;
  }

  Map<String, HostBuffer> outputs() {
    return outputs;
  }

  /** The loops count, since iterators would be garbage of every run. */
  void run() {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run();
    }
    if (commitIf.isEmpty() || commitIf.get().get(0) != 0) {
      for (int i = 0; i < updates.size(); i++) {
        updates.get(i).run();
      }
    }
  }

  @Override
  public void close() {
    for (Step step : steps) {
      if (step instanceof NativeStep own) {
        own.close();
      }
    }
    owned.forEach(Operand::close);
  }
}
