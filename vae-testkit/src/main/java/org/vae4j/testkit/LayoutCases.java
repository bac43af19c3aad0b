package org.vae4j.testkit;

import static org.vae4j.testkit.OperationCase.caseOf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/** Moving elements, and tensors of fixed ones; not one bit may change. */
final class LayoutCases {
  private LayoutCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (DataType type : DataType.values()) {
      BiFunction<Shape, Integer, Numbers> numbers =
          (shape, seed) ->
              type == DataType.FLOAT
                  ? Numbers.normal(shape, seed)
                  : Numbers.indices(shape, 1 << 30, seed);
      moves(cases, shape -> numbers.apply(shape, 51));
      for (int axis = 0; axis < 3; axis++) {
        Numbers a = numbers.apply(Shape.of(2, 3, 5), 52);
        Numbers b = numbers.apply(Shape.of(2, 3, 5).with(axis, 1), 53);
        Numbers c = numbers.apply(Shape.of(2, 3, 5).with(axis, 7), 54);
        cases.add(caseOf("along " + axis, Tolerances.EXACT, new Layout.Concat(axis), a, b, c, a));
      }
      constants(cases, type);
    }
    return cases;
  }

  private static void moves(List<OperationCase> cases, Function<Shape, Numbers> numbers) {
    Numbers cube = numbers.apply(Shape.of(2, 3, 5));
    Tolerance exact = Tolerances.EXACT;
    for (Shape target : List.of(Shape.of(30), Shape.of(5, 1, 6), Shape.of(1, 30, 1))) {
      cases.add(caseOf("to " + target, exact, new Layout.Reshape(target), cube));
    }
    cases.add(
        caseOf(
            "to a scalar",
            exact,
            new Layout.Reshape(Shape.scalar()),
            numbers.apply(Shape.of(1, 1))));
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int[] order : orders) {
      List<Integer> permutation = List.of(order[0], order[1], order[2]);
      cases.add(caseOf("by " + permutation, exact, new Layout.Transpose(permutation), cube));
    }
    Numbers four = numbers.apply(Shape.of(2, 1, 3, 7));
    cases.add(caseOf("by [2, 0, 3, 1]", exact, new Layout.Transpose(List.of(2, 0, 3, 1)), four));
    cases.add(
        caseOf(
            "of a matrix",
            exact,
            new Layout.Transpose(List.of(1, 0)),
            numbers.apply(Shape.of(37, 41))));
    broadcast(cases, numbers, Shape.of(1, 3, 1), Shape.of(2, 3, 4));
    broadcast(cases, numbers, Shape.of(2, 1, 4), Shape.of(2, 5, 4));
    broadcast(cases, numbers, Shape.of(1), Shape.of(7));
    broadcast(cases, numbers, Shape.of(1, 13), Shape.of(11, 13));
    broadcast(cases, numbers, Shape.of(11, 1), Shape.of(11, 13));
    slice(cases, cube, List.of(0, 1, 2), List.of(2, 3, 5), List.of(1, 1, 1));
    slice(cases, cube, List.of(1, 0, 0), List.of(2, 3, 5), List.of(1, 2, 3));
    slice(cases, cube, List.of(0, 2, 4), List.of(1, 3, 5), List.of(5, 1, 1));
    slice(cases, numbers.apply(Shape.of(17)), List.of(1), List.of(17), List.of(5));
    pad(cases, cube, List.of(0, 0, 0), List.of(0, 1, 0), List.of(0, 0, 0));
    pad(cases, cube, List.of(1, 0, 2), List.of(0, 3, 1), List.of(2, 1, 0));
    pad(cases, numbers.apply(Shape.of(1)), List.of(2), List.of(3), List.of(4));
    pad(cases, numbers.apply(Shape.of(7)), List.of(0), List.of(0), List.of(1));
  }

  private static void broadcast(
      List<OperationCase> cases, Function<Shape, Numbers> numbers, Shape from, Shape to) {
    cases.add(caseOf("to " + to, Tolerances.EXACT, new Layout.Broadcast(to), numbers.apply(from)));
  }

  private static void slice(
      List<OperationCase> cases,
      Numbers x,
      List<Integer> starts,
      List<Integer> limits,
      List<Integer> strides) {
    String bounds = "from " + starts + " to " + limits + " by " + strides;
    cases.add(caseOf(bounds, Tolerances.EXACT, new Layout.Slice(starts, limits, strides), x));
  }

  private static void pad(
      List<OperationCase> cases,
      Numbers x,
      List<Integer> low,
      List<Integer> high,
      List<Integer> interior) {
    String widths = low + ", " + high + ", " + interior;
    cases.add(caseOf(widths, Tolerances.EXACT, new Layout.Pad(low, high, interior), x));
  }

  /**
   * A constant beside an input; an operand that moves it keeps the backend from folding it away.
   */
  private static void constants(List<OperationCase> cases, DataType type) {
    for (Shape shape : List.of(Shape.scalar(), Shape.of(3), Shape.of(2, 5))) {
      TensorType constant = new TensorType(shape, type);
      double[] values = Numbers.generated(shape, i -> i * 3 - 4).toArray();
      Source literal = new Source.Literal(constant, java.nio.DoubleBuffer.wrap(values));
      Numbers x =
          type == DataType.FLOAT ? Numbers.normal(shape, 55) : Numbers.indices(shape, 100, 55);
      for (Source source : List.of(literal, new Source.Fill(-3, constant))) {
        Function<List<Tensor>, Tensor> larger =
            in -> in.get(0).max(in.get(0).graph().apply(source));
        Function<List<Tensor>, Tensor> alone = in -> in.get(0).graph().apply(source);
        cases.add(
            new OperationCase(
                source.label() + " beside " + x.type(), Tolerances.EXACT, larger, List.of(x)));
        cases.add(
            new OperationCase(
                source.label() + " alone " + x.type(), Tolerances.EXACT, alone, List.of(x)));
      }
    }
  }
}
