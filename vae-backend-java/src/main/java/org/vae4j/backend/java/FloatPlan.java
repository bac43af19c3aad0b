package org.vae4j.backend.java;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/**
 * Where each tensor of a program lives, decided once. A tensor takes the buffer of one of its size
 * that is no longer needed; an elementwise operation may take that of its own operand. A reshape
 * and a number repeated for operations that repeat it themselves take none. Every buffer is an
 * array of its own: loops over separate arrays from their start are what the JIT compiler
 * vectorizes.
 */
final class FloatPlan implements Plan<float[]> {
  /** Where a tensor's numbers are. */
  sealed interface Home {
    /** In the array that the host feeds. */
    record Fed(String input) implements Home {}

    /** In a variable. */
    record Held(Variable variable) implements Home {}

    /** In an array that all computations share and none writes. */
    record Fixed(Object array) implements Home {}

    /** In a buffer, by its place in the list of {@link #buffers}. */
    record Scratch(int buffer) implements Home {}
  }

  /** An array that several tensors use one after the other. */
  record Buffer(DataType dataType, int count) {}

  private static final int FOREVER = Integer.MAX_VALUE;

  private final Program program;
  private final Workers workers;
  private final Optional<OpenBlas> blas;
  private final Set<Tensor> uniform;
  private final Map<Tensor, Home> homes = new IdentityHashMap<>();
  private final List<Tensor> computed = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<Buffer, Deque<Integer>> free = new HashMap<>();

  FloatPlan(Program program, Workers workers, Optional<OpenBlas> blas) {
    this.workers = workers;
    this.blas = blas;
    this.program = program;
    this.uniform = UniformTensors.of(program);
    Map<Tensor, Integer> lastUse = lastUses();
    List<Tensor> tensors = program.tensors();
    for (int at = 0; at < tensors.size(); at++) {
      Tensor tensor = tensors.get(at);
      if (tensor.operation() instanceof Source source) {
        homes.put(tensor, home(tensor, source));
      } else if (origin(tensor) == tensor) {
        place(tensor, at, lastUse);
      }
    }
  }

  private Home home(Tensor tensor, Source source) {
    if (source instanceof Source.Input input) {
      return new Home.Fed(input.name());
    } else if (source instanceof Source.Read read) {
      return new Home.Held(read.variable());
    }
    return new Home.Fixed(Constants.array(source, uniform.contains(tensor)));
  }

  private void place(Tensor tensor, int at, Map<Tensor, Integer> lastUse) {
    computed.add(tensor);
    List<Integer> released =
        tensor.inputs().stream()
            .map(this::origin)
            .distinct()
            .filter(operand -> requireNonNull(lastUse.get(operand)) == at)
            .map(homes::get)
            .filter(Home.Scratch.class::isInstance)
            .map(home -> ((Home.Scratch) home).buffer())
            .toList();
    boolean inPlace = tensor.operation() instanceof Elementwise;
    if (inPlace) {
      released.forEach(this::release);
    }
    Buffer wanted = new Buffer(tensor.dataType(), tensor.shape().elementCount());
    Deque<Integer> available = free.getOrDefault(wanted, new ArrayDeque<>());
    if (available.isEmpty()) {
      buffers.add(wanted);
      homes.put(tensor, new Home.Scratch(buffers.size() - 1));
    } else {
      homes.put(tensor, new Home.Scratch(available.pop()));
    }
    if (!inPlace) {
      released.forEach(this::release);
    }
  }

  private void release(int buffer) {
    free.computeIfAbsent(buffers.get(buffer), key -> new ArrayDeque<>()).push(buffer);
  }

  /** For each tensor the place of the last one that reads it. */
  private Map<Tensor, Integer> lastUses() {
    Map<Tensor, Integer> lastUse = new IdentityHashMap<>();
    List<Tensor> tensors = program.tensors();
    for (int at = 0; at < tensors.size(); at++) {
      for (Tensor operand : tensors.get(at).inputs()) {
        lastUse.put(origin(operand), at);
      }
    }
    program.outputs().values().forEach(tensor -> lastUse.put(origin(tensor), FOREVER));
    program.commitIf().ifPresent(tensor -> lastUse.put(origin(tensor), FOREVER));
    for (Update update : program.updates()) {
      update.operands().forEach(tensor -> lastUse.put(origin(tensor), FOREVER));
    }
    return lastUse;
  }

  /**
   * The tensor whose array holds the numbers of this one: itself, or the operand that it merely
   * shows in another shape.
   */
  private Tensor origin(Tensor tensor) {
    Tensor origin = tensor;
    while (origin.operation() instanceof Layout.Reshape
        || origin.operation() instanceof Elementwise.StopGradient
        || (origin.operation() instanceof Layout.Broadcast && uniform.contains(origin))) {
      origin = origin.input(0);
    }
    return origin;
  }

  Program program() {
    return program;
  }

  /** The threads that help its computations. */
  Workers workers() {
    return workers;
  }

  /** The library for products, if it may be used. */
  Optional<OpenBlas> blas() {
    return blas;
  }

  /** The tensors to compute, in order. */
  List<Tensor> computed() {
    return computed;
  }

  /** The scratch that a computation needs. */
  List<Buffer> buffers() {
    return buffers;
  }

  /** Where a tensor's numbers are. */
  Home home(Tensor tensor) {
    return requireNonNull(homes.get(origin(tensor)));
  }

  @Override
  public Computation bind(Map<Variable, float[]> variables) {
    return new FloatComputation(this, variables);
  }
}
