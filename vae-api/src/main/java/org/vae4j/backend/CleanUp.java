package org.vae4j.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.UnaryFunction;

/**
 * Copies tensors into a graph of its own, simpler: equal computations once, arithmetic of constants
 * done, operations without effect gone. Gradient rules are written without regard to such waste
 * because this follows them. It never changes what is computed beyond the rounding of constants,
 * which is the same for every backend.
 */
final class CleanUp {
  private record Computation(Operation operation, List<Tensor> inputs) {}

  private final Graph graph = new Graph();
  private final IdentityHashMap<Tensor, Tensor> cleaned = new IdentityHashMap<>();
  private final Map<Computation, Tensor> known = new HashMap<>();

  /** The clean counterpart of a tensor; all tensors cleaned here share one graph. */
  Tensor clean(Tensor root) {
    // Walks the order of recording, not the recursion of operands, which a long unrolled loop would
    // make too deep.
    if (!cleaned.containsKey(root)) {
      boolean[] needed = new boolean[root.id() + 1];
      needed[root.id()] = true;
      List<Tensor> recorded = root.graph().tensors();
      for (int id = root.id(); id >= 0; id--) {
        Tensor tensor = recorded.get(id);
        if (needed[id] && !cleaned.containsKey(tensor)) {
          tensor.inputs().forEach(input -> needed[input.id()] = true);
        }
      }
      for (int id = 0; id <= root.id(); id++) {
        Tensor tensor = recorded.get(id);
        if (needed[id] && !cleaned.containsKey(tensor)) {
          List<Tensor> inputs = tensor.inputs().stream().map(cleaned::get).toList();
          cleaned.put(tensor, simplified(tensor.operation(), inputs));
        }
      }
    }
    return Objects.requireNonNull(cleaned.get(root));
  }

  private Tensor simplified(Operation operation, List<Tensor> inputs) {
    if (operation instanceof Source) {
      return recorded(operation, inputs);
    }
    Tensor x = inputs.get(0);
    if (operation instanceof Elementwise.StopGradient) {
      return x;
    } else if (operation instanceof Elementwise.Unary unary) {
      return function(unary, x);
    } else if (operation instanceof Elementwise.Binary binary) {
      return arithmetic(binary, x, inputs.get(1));
    } else if (operation instanceof Elementwise.Where) {
      return choice(operation, inputs);
    } else if (operation instanceof LinearAlgebra.Matmul matmul) {
      return product(matmul, x, inputs.get(1));
    } else if (operation instanceof Layout.Reshape reshape) {
      Tensor origin = x.operation() instanceof Layout.Reshape ? x.input(0) : x;
      return origin.shape().equals(reshape.shape()) ? origin : moved(reshape, origin);
    } else if (operation instanceof Layout.Broadcast
        || operation instanceof Layout.Transpose
        || operation instanceof Layout.Slice) {
      return moved(operation, x);
    } else if (operation instanceof Reduction.Sum sum && constant(x).isPresent()) {
      TensorType reduced = sum.infer(List.of(x.type()));
      double repeats = (double) x.shape().elementCount() / reduced.shape().elementCount();
      return recorded(new Source.Fill(constant(x).getAsDouble() * repeats, reduced), List.of());
    }
    return recorded(operation, inputs);
  }

  /** Moving equal numbers around gives equal numbers. */
  private Tensor moved(Operation operation, Tensor x) {
    OptionalDouble value = constant(x);
    return value.isEmpty()
        ? recorded(operation, List.of(x))
        : recorded(
            new Source.Fill(value.getAsDouble(), operation.infer(List.of(x.type()))), List.of());
  }

  private Tensor function(Elementwise.Unary operation, Tensor x) {
    OptionalDouble value = constant(x);
    if (value.isPresent() && operation.function() == UnaryFunction.NEG) {
      return recorded(new Source.Fill(-value.getAsDouble(), x.type()), List.of());
    } else if (value.isPresent() && operation.function() == UnaryFunction.EXP) {
      return recorded(new Source.Fill(StrictMath.exp(value.getAsDouble()), x.type()), List.of());
    }
    return recorded(operation, List.of(x));
  }

  private Tensor arithmetic(Elementwise.Binary operation, Tensor a, Tensor b) {
    OptionalDouble left = constant(a);
    OptionalDouble right = constant(b);
    BinaryFunction function = operation.function();
    if (left.isPresent() && right.isPresent() && a.dataType() == DataType.FLOAT) {
      OptionalDouble folded = fold(function, left.getAsDouble(), right.getAsDouble());
      if (folded.isPresent()) {
        return recorded(new Source.Fill(folded.getAsDouble(), a.type()), List.of());
      }
    }
    boolean keepsLeft =
        switch (function) {
          case PLUS, MINUS -> is(right, 0);
          case TIMES, DIVIDED_BY, POW -> is(right, 1);
          default -> false;
        };
    boolean keepsRight =
        switch (function) {
          case PLUS -> is(left, 0);
          case TIMES -> is(left, 1);
          default -> false;
        };
    return keepsLeft ? a : keepsRight ? b : recorded(operation, List.of(a, b));
  }

  private static OptionalDouble fold(BinaryFunction function, double a, double b) {
    return switch (function) {
      case PLUS -> OptionalDouble.of(a + b);
      case MINUS -> OptionalDouble.of(a - b);
      case TIMES -> OptionalDouble.of(a * b);
      case DIVIDED_BY -> OptionalDouble.of(a / b);
      default -> OptionalDouble.empty();
    };
  }

  private Tensor choice(Operation where, List<Tensor> inputs) {
    OptionalDouble condition = constant(inputs.get(2));
    if (condition.isPresent()) {
      return condition.getAsDouble() != 0 ? inputs.get(0) : inputs.get(1);
    }
    return recorded(where, inputs);
  }

  /** A transposed operand is the matmul's own option. */
  private Tensor product(LinearAlgebra.Matmul matmul, Tensor a, Tensor b) {
    boolean left = swapsLastTwo(a);
    boolean right = swapsLastTwo(b);
    Operation flagged =
        new LinearAlgebra.Matmul(matmul.transposeLeft() ^ left, matmul.transposeRight() ^ right);
    return recorded(flagged, List.of(left ? a.input(0) : a, right ? b.input(0) : b));
  }

  private static boolean swapsLastTwo(Tensor x) {
    if (!(x.operation() instanceof Layout.Transpose transpose)) {
      return false;
    }
    int rank = x.shape().rank();
    for (int axis = 0; axis < rank; axis++) {
      int expected = axis == rank - 1 ? rank - 2 : axis == rank - 2 ? rank - 1 : axis;
      if (transpose.permutation().get(axis) != expected) {
        return false;
      }
    }
    return true;
  }

  private static OptionalDouble constant(Tensor x) {
    return x.operation() instanceof Source.Fill fill
        ? OptionalDouble.of(fill.value())
        : OptionalDouble.empty();
  }

  private static boolean is(OptionalDouble constant, double value) {
    return constant.isPresent() && constant.getAsDouble() == value;
  }

  private Tensor recorded(Operation operation, List<Tensor> inputs) {
    return known.computeIfAbsent(
        new Computation(operation, new ArrayList<>(inputs)),
        computation -> graph.apply(operation, inputs.toArray(Tensor[]::new)));
  }
}
