package org.vae4j.backend.nd4j;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.backend.Program;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;

/**
 * What a program computes in which order and where, decided once.
 *
 * <p>Elementwise operations of one size that follow each other become one stage, whose intermediate
 * results never reach memory. A reshape shows its operand's memory, and a broadcast that only
 * elementwise operations read is left to them. What a later stage reads takes a buffer of its size
 * that is no longer needed.
 */
final class Plan {
  /** Tensors that are computed together: elementwise ones of one size, or a single other one. */
  record Stage(List<Tensor> tensors, boolean fused) {}

  /** Memory that several tensors use one after the other. */
  record Buffer(DataType dataType, int count) {}

  private static final int FOREVER = Integer.MAX_VALUE;

  private final Program program;
  private final Relus relus;
  private final Set<Tensor> needed = identitySet();
  private final Set<Tensor> whole = identitySet();
  private final List<Stage> stages = new ArrayList<>();
  private final Set<Tensor> stored = identitySet();
  private final Map<Tensor, Integer> homes = new IdentityHashMap<>();
  private final List<Buffer> buffers = new ArrayList<>();

  Plan(Program program) {
    this.program = program;
    this.relus = new Relus(program);
    findNeeded();
    findWhole();
    new Stager().run();
    placeResults();
  }

  /** The tensor that holds the numbers of this one, in another shape. */
  static Tensor origin(Tensor tensor) {
    Tensor origin = tensor;
    while (origin.operation() instanceof Layout.Reshape
        || origin.operation() instanceof Elementwise.StopGradient) {
      origin = origin.input(0);
    }
    return origin;
  }

  /** Whether it is computed number by number in Java; the special functions are ND4J's. */
  private static boolean isFused(Tensor tensor) {
    return tensor.operation() instanceof Elementwise
        && !(tensor.operation() instanceof Elementwise.Polygamma)
        && !(tensor.operation() instanceof Elementwise.Unary unary
            && Set.of(UnaryFunction.ERF, UnaryFunction.ERFC, UnaryFunction.LGAMMA)
                .contains(unary.function()));
  }

  /** Whether it is computed with whole numbers, or makes some. */
  static boolean hasWholeNumbers(Tensor tensor) {
    return tensor.dataType() == DataType.INT
        || tensor.inputs().stream().anyMatch(operand -> operand.dataType() == DataType.INT);
  }

  /** What is read to compute a tensor; the condition of a ReLU is not. */
  List<Tensor> operands(Tensor tensor) {
    return relus.operands(tensor);
  }

  Relus relus() {
    return relus;
  }

  /** Operands come before the tensors that read them. */
  private void findNeeded() {
    needed.addAll(roots());
    List<Tensor> tensors = program.tensors();
    for (int i = tensors.size() - 1; i >= 0; i--) {
      if (needed.contains(tensors.get(i))) {
        needed.addAll(operands(tensors.get(i)));
      }
    }
  }

  /** Finds what somebody needs as it is, and not just the numbers of it one by one. */
  private void findWhole() {
    for (Tensor tensor : program.tensors()) {
      if (origin(tensor) == tensor && !isFused(tensor)) {
        tensor.inputs().forEach(operand -> whole.add(origin(operand)));
      }
    }
    roots().forEach(root -> whole.add(origin(root)));
  }

  private List<Tensor> roots() {
    List<Tensor> roots = new ArrayList<>(program.outputs().values());
    program.updates().forEach(update -> roots.addAll(update.operands()));
    program.commitIf().ifPresent(roots::add);
    return roots;
  }

  /** Where an elementwise operation finds the numbers of its operand. */
  Repeat read(Tensor operand) {
    Tensor origin = origin(operand);
    return leftToReaders(origin)
        .map(repeat -> new Repeat(origin(repeat.source()), repeat.each()))
        .orElseGet(() -> new Repeat(origin, 1));
  }

  private Optional<Repeat> leftToReaders(Tensor origin) {
    return origin.operation() instanceof Layout.Broadcast && !whole.contains(origin)
        ? Repeat.of(origin)
        : Optional.empty();
  }

  /**
   * Sorts the tensors into stages. At most one group of elementwise operations is open at a time.
   */
  private final class Stager {
    private List<Tensor> open = new ArrayList<>();
    private final Set<Tensor> members = identitySet();

    void run() {
      for (Tensor tensor : program.tensors()) {
        boolean computed =
            needed.contains(tensor)
                && origin(tensor) == tensor
                && !(tensor.operation() instanceof Source);
        if (computed && isFused(tensor)) {
          add(tensor);
        } else if (computed && leftToReaders(tensor).isEmpty()) {
          single(tensor);
        }
      }
      close();
    }

    private void add(Tensor tensor) {
      int count = tensor.shape().elementCount();
      boolean fits =
          open.isEmpty()
              || (open.get(0).shape().elementCount() == count
                  && hasWholeNumbers(open.get(0)) == hasWholeNumbers(tensor));
      for (Tensor operand : operands(tensor)) {
        Tensor source = read(operand).source();
        fits &= !members.contains(source) || source.shape().elementCount() == count;
      }
      if (!fits) {
        close();
      }
      operands(tensor).forEach(operand -> reads(read(operand).source()));
      open.add(tensor);
      members.add(tensor);
      if (whole.contains(tensor)) {
        stored.add(tensor);
      }
    }

    /** Comes before the open group, unless it needs something of it. */
    private void single(Tensor tensor) {
      if (tensor.inputs().stream().anyMatch(operand -> members.contains(origin(operand)))) {
        close();
      }
      stored.add(tensor);
      stages.add(new Stage(List.of(tensor), false));
    }

    private void reads(Tensor source) {
      if (!members.contains(source) && !(source.operation() instanceof Source)) {
        stored.add(source);
      }
    }

    private void close() {
      if (!open.isEmpty()) {
        stages.add(new Stage(open, true));
        open = new ArrayList<>();
        members.clear();
      }
    }
  }

  private void placeResults() {
    Map<Tensor, Integer> lastUse = new IdentityHashMap<>();
    for (int at = 0; at < stages.size(); at++) {
      for (Tensor tensor : stages.get(at).tensors()) {
        for (Tensor operand : operands(tensor)) {
          lastUse.put(stages.get(at).fused() ? read(operand).source() : origin(operand), at);
        }
      }
    }
    roots().forEach(root -> lastUse.put(origin(root), FOREVER));
    Map<Integer, List<Tensor>> endings = new HashMap<>();
    Map<Buffer, Deque<Integer>> free = new HashMap<>();
    for (int at = 0; at < stages.size(); at++) {
      for (Tensor tensor : stages.get(at).tensors()) {
        if (stored.contains(tensor)) {
          Buffer wanted = new Buffer(tensor.dataType(), tensor.shape().elementCount());
          Deque<Integer> available = free.getOrDefault(wanted, new ArrayDeque<>());
          if (available.isEmpty()) {
            buffers.add(wanted);
          }
          homes.put(tensor, available.isEmpty() ? buffers.size() - 1 : available.pop());
          int end = requireNonNull(lastUse.get(tensor));
          endings.computeIfAbsent(end, key -> new ArrayList<>()).add(tensor);
        }
      }
      for (Tensor ended : endings.getOrDefault(at, List.of())) {
        int buffer = requireNonNull(homes.get(ended));
        free.computeIfAbsent(buffers.get(buffer), key -> new ArrayDeque<>()).push(buffer);
      }
    }
  }

  private static Set<Tensor> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  Program program() {
    return program;
  }

  /** What to compute, in order. */
  List<Stage> stages() {
    return stages;
  }

  /** Whether a fused tensor is read by others than its own stage. */
  boolean isStored(Tensor tensor) {
    return stored.contains(tensor);
  }

  /** The buffers that a computation needs. */
  List<Buffer> buffers() {
    return buffers;
  }

  /** The place of a computed tensor in the list of {@link #buffers}. */
  int buffer(Tensor origin) {
    return requireNonNull(homes.get(origin));
  }
}
