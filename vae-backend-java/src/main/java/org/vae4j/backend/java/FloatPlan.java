package org.vae4j.backend.java;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/**
 * A program divided into units, and where the tensors between them live, decided once. A tensor
 * takes the buffer of one of its size that is no longer needed; a loop may take that of an operand,
 * a product that of its addend. Every buffer is an array of its own: loops over separate arrays
 * from their start are what the JIT compiler vectorizes.
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
  private final FloatEngine engine;
  private final Optional<NativeBlas> blas;
  private final Places places;
  private final List<Unit> units;
  private final Map<Tensor, Home> homes = new IdentityHashMap<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<Buffer, Deque<Integer>> free = new HashMap<>();

  FloatPlan(Program program, FloatEngine engine) {
    this.program = program;
    this.engine = engine;
    this.blas = engine.blas();
    this.places = new Places(program);
    this.units = Fusion.units(program, places, engine.isExact(), blas.isPresent());
    for (Tensor tensor : program.tensors()) {
      if (tensor.operation() instanceof Source source) {
        homes.put(tensor, home(tensor, source));
      }
    }
    Map<Tensor, Integer> lastUse = lastUses();
    for (int at = 0; at < units.size(); at++) {
      place(units.get(at), at, lastUse);
    }
  }

  private Home home(Tensor tensor, Source source) {
    if (source instanceof Source.Input input) {
      return new Home.Fed(input.name());
    } else if (source instanceof Source.Read read) {
      return new Home.Held(read.variable());
    }
    return new Home.Fixed(Constants.array(source, places.length(tensor) == 1));
  }

  private void place(Unit unit, int at, Map<Tensor, Integer> lastUse) {
    Set<Integer> released = new LinkedHashSet<>();
    for (Tensor read : unit.reads()) {
      Tensor origin = places.origin(read);
      boolean isLast = requireNonNull(lastUse.get(origin)) == at;
      if (isLast && homes.get(origin) instanceof Home.Scratch scratch) {
        released.add(scratch.buffer());
      }
    }
    Set<Integer> replaced = new LinkedHashSet<>(replaceable(unit));
    replaced.retainAll(released);
    released.removeAll(replaced);
    replaced.forEach(this::release);
    Tensor result = unit.result();
    Buffer wanted = new Buffer(result.dataType(), places.length(result));
    Deque<Integer> available = free.getOrDefault(wanted, new ArrayDeque<>());
    if (available.isEmpty()) {
      buffers.add(wanted);
      homes.put(result, new Home.Scratch(buffers.size() - 1));
    } else {
      homes.put(result, new Home.Scratch(available.pop()));
    }
    released.forEach(this::release);
  }

  /** The buffers that the result may be written to while they are read. */
  private List<Integer> replaceable(Unit unit) {
    List<Tensor> replaceable = List.of();
    if (unit instanceof Unit.Product product) {
      replaceable =
          product.whole().stream()
              .filter(
                  whole ->
                      product.product().inputs().stream()
                          .noneMatch(x -> places.origin(x) == places.origin(whole)))
              .toList();
    } else if (unit instanceof Unit.Loop loop
        ? !loop.code().sums()
        : unit.result().operation() instanceof Elementwise) {
      replaceable = unit.reads();
    }
    return replaceable.stream()
        .map(this::home)
        .filter(Home.Scratch.class::isInstance)
        .map(home -> ((Home.Scratch) home).buffer())
        .toList();
  }

  private void release(int buffer) {
    free.computeIfAbsent(buffers.get(buffer), key -> new ArrayDeque<>()).push(buffer);
  }

  /** For each tensor the place of the last unit that reads it. */
  private Map<Tensor, Integer> lastUses() {
    Map<Tensor, Integer> lastUse = new IdentityHashMap<>();
    for (int at = 0; at < units.size(); at++) {
      for (Tensor read : units.get(at).reads()) {
        lastUse.put(places.origin(read), at);
      }
    }
    program.outputs().values().forEach(tensor -> lastUse.put(places.origin(tensor), FOREVER));
    program.commitIf().ifPresent(tensor -> lastUse.put(places.origin(tensor), FOREVER));
    for (Update update : program.updates()) {
      update.operands().forEach(tensor -> lastUse.put(places.origin(tensor), FOREVER));
    }
    return lastUse;
  }

  Program program() {
    return program;
  }

  /** What it is computed with. */
  FloatEngine engine() {
    return engine;
  }

  /** The library for its products, if it uses it. */
  Optional<NativeBlas> blas() {
    return blas;
  }

  /** The work to do, in order. */
  List<Unit> units() {
    return units;
  }

  /** The scratch that a computation needs. */
  List<Buffer> buffers() {
    return buffers;
  }

  /** Where a tensor's numbers are. */
  Home home(Tensor tensor) {
    return requireNonNull(homes.get(places.origin(tensor)));
  }

  /** The tensor whose array holds the numbers of this one. */
  Tensor origin(Tensor tensor) {
    return places.origin(tensor);
  }

  @Override
  public List<String> lines() {
    return new PlanText(this).lines();
  }

  @Override
  public Computation bind(Map<Variable, float[]> variables) {
    return new FloatComputation(this, variables);
  }
}
