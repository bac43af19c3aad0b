package org.vae4j.backend.java;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/** A plan with arrays: a list of steps, run in order. */
final class FloatComputation implements Computation {
  private final FloatPlan plan;
  private final Map<Variable, float[]> variables;
  private final Map<String, Object> fed = new LinkedHashMap<>();
  private final Object[] buffers;
  private final Map<String, HostBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();
  private final Step[] steps;
  private final float[] commitIf;
  private final Step[] updates;

  FloatComputation(FloatPlan plan, Map<Variable, float[]> variables) {
    this.plan = plan;
    this.variables = variables;
    this.buffers =
        plan.buffers().stream().map(b -> Operand.zeros(b.dataType(), b.count())).toArray();
    Program program = plan.program();
    for (Tensor input : program.inputs()) {
      String name = ((Source.Input) input.operation()).name();
      Object array = Operand.zeros(input.dataType(), input.shape().elementCount());
      fed.put(name, array);
      inputs.put(name, view(new Operand(input.type(), array)));
    }
    List<Step> work = new ArrayList<>();
    Workspace workspace = new Workspace(plan.engine().workers(), plan.blas());
    plan.units().forEach(unit -> work.add(step(unit, workspace)));
    program.outputs().forEach((name, tensor) -> outputs.put(name, output(tensor, work)));
    this.steps = work.toArray(Step[]::new);
    this.commitIf =
        program.commitIf().map(tensor -> operand(tensor).floats()).orElse(new float[] {1});
    this.updates = updates(program).toArray(Step[]::new);
  }

  private Step step(Unit unit, Workspace workspace) {
    Operand result = operand(unit.result());
    List<Operand> reads = unit.reads().stream().map(this::operand).toList();
    if (unit instanceof Unit.Loop loop) {
      float[][] arrays = new float[1 + reads.size()][];
      arrays[0] = result.floats();
      for (int i = 0; i < reads.size(); i++) {
        arrays[i + 1] = reads.get(i).floats();
      }
      return LoopStep.of(
          plan.engine().kernel(loop.code()), arrays, loop.columns(), workspace.workers());
    } else if (unit instanceof Unit.Product product) {
      return ProductStep.of(
          (LinearAlgebra.Matmul) product.product().operation(),
          operand(product.product().input(0)),
          operand(product.product().input(1)),
          product.row().map(this::operand),
          product.whole().map(this::operand),
          result,
          workspace);
    }
    return Steps.of(unit.result().operation(), reads, result, workspace);
  }

  private Operand operand(Tensor tensor) {
    return new Operand(tensor.type(), array(plan.home(tensor)));
  }

  private Object array(FloatPlan.Home home) {
    if (home instanceof FloatPlan.Home.Fed input) {
      return requireNonNull(fed.get(input.input()));
    } else if (home instanceof FloatPlan.Home.Held held) {
      return requireNonNull(variables.get(held.variable()));
    } else if (home instanceof FloatPlan.Home.Fixed fixed) {
      return fixed.array();
    }
    return buffers[((FloatPlan.Home.Scratch) home).buffer()];
  }

  /**
   * The view of a result; what is not scratch is copied, since others may write it before the host
   * reads.
   */
  private HostBuffer output(Tensor tensor, List<Step> work) {
    Operand result = operand(tensor);
    return view(
        plan.home(tensor) instanceof FloatPlan.Home.Scratch ? result : copied(result, work));
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the operand's data type
  private static Operand copied(Operand operand, List<Step> work) {
    Object copy = Operand.zeros(operand.type().dataType(), operand.count());
    work.add(() -> System.arraycopy(operand.array(), 0, copy, 0, operand.count()));
    return new Operand(operand.type(), copy);
  }

  private static HostBuffer view(Operand operand) {
    return operand.isFloat()
        ? HostBuffer.of(operand.type(), FloatBuffer.wrap(operand.floats()))
        : HostBuffer.of(operand.type(), IntBuffer.wrap(operand.ints()));
  }

  private List<Step> updates(Program program) {
    Set<Variable> targets = new HashSet<>();
    program.updates().forEach(update -> targets.addAll(update.targets()));
    List<Step> saves = new ArrayList<>();
    List<Step> writes = new ArrayList<>();
    for (Update update : program.updates()) {
      Map<Tensor, float[]> before = new LinkedHashMap<>();
      for (Tensor tensor : update.operands()) {
        // A variable that this run changes must be read before any update writes.
        boolean changes =
            plan.home(tensor) instanceof FloatPlan.Home.Held held
                && targets.contains(held.variable());
        Operand operand = changes ? copied(operand(tensor), saves) : operand(tensor);
        before.put(tensor, operand.floats());
      }
      writes.add(write(update, before));
    }
    saves.addAll(writes);
    return saves;
  }

  private Step write(Update update, Map<Tensor, float[]> values) {
    if (update instanceof Update.Assign assign) {
      float[] value = requireNonNull(values.get(assign.value()));
      float[] target = requireNonNull(variables.get(assign.variable()));
      return () -> System.arraycopy(value, 0, target, 0, target.length);
    }
    Update.AdamUpdate adam = (Update.AdamUpdate) update;
    return new AdamStep(
        adam,
        requireNonNull(variables.get(adam.parameter())),
        requireNonNull(variables.get(adam.firstMoment())),
        requireNonNull(variables.get(adam.secondMoment())),
        requireNonNull(values.get(adam.gradient())),
        requireNonNull(values.get(adam.learningRate())),
        requireNonNull(values.get(adam.biasCorrection1())),
        requireNonNull(values.get(adam.biasCorrection2())),
        plan.engine().isExact(),
        plan.engine().workers());
  }

  @Override
  public Map<String, HostBuffer> inputs() {
    return inputs;
  }

  @Override
  public Map<String, HostBuffer> outputs() {
    return outputs;
  }

  @Override
  public void run() {
    for (Step step : steps) {
      step.run();
    }
    if (commitIf[0] != 0) {
      for (Step update : updates) {
        update.run();
      }
    }
  }
}
