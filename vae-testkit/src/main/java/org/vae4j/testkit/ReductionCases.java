package org.vae4j.testkit;

import static org.vae4j.testkit.OperationCase.caseOf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;

/** Reductions over every choice of axes. */
final class ReductionCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1),
          Shape.of(17),
          Shape.of(2, 3, 5),
          Shape.of(1, 7, 1),
          Shape.of(129, 3),
          Shape.of(3, 129));

  private ReductionCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (Shape shape : SHAPES) {
      Numbers x = Numbers.normal(shape, 41);
      for (List<Integer> axes : choices(shape.rank())) {
        String over = "over " + axes;
        cases.add(caseOf(over, Tolerances.SUM, new Reduction.Sum(axes), x));
        cases.add(
            caseOf(
                over,
                Tolerances.EXACT,
                new Reduction.Sum(axes),
                Numbers.indices(shape, 1 << 20, 42)));
        cases.add(caseOf(over, Tolerances.EXACT, new Reduction.Max(axes), x));
        cases.add(caseOf(over, Tolerances.FUNCTION, new Reduction.LogSumExp(axes), x));
      }
      for (int axis = 0; axis < shape.rank(); axis++) {
        cases.add(caseOf("along " + axis, Tolerances.EXACT, new Reduction.ArgMax(axis), x));
        Numbers few = Numbers.generated(shape, i -> i * 7 % 3);
        cases.add(caseOf("ties along " + axis, Tolerances.EXACT, new Reduction.ArgMax(axis), few));
      }
    }
    special(cases);
    return cases;
  }

  private static void special(List<OperationCase> cases) {
    Numbers rows =
        Numbers.of(
            Shape.of(6, 3),
            -INFINITY,
            -INFINITY,
            -INFINITY,
            -INFINITY,
            0,
            -INFINITY,
            1,
            INFINITY,
            -INFINITY,
            1e30f,
            1e30f,
            -1e30f,
            -1e30f,
            -1e30f,
            -1e30f,
            -200,
            -200,
            -201);
    for (Reduction reduction :
        List.of(new Reduction.Sum(List.of(1)), new Reduction.Max(List.of(1)))) {
      cases.add(caseOf("special values", Tolerances.SUM, reduction, rows));
    }
    cases.add(
        caseOf("special values", Tolerances.FUNCTION, new Reduction.LogSumExp(List.of(1)), rows));
    cases.add(
        caseOf("special values", Tolerances.FUNCTION, new Reduction.LogSumExp(List.of(0)), rows));
    cases.add(caseOf("special values", Tolerances.EXACT, new Reduction.ArgMax(1), rows));
    Numbers poisoned = Numbers.of(Shape.of(2, 3), 1, Double.NaN, 2, 3, 4, 5);
    cases.add(caseOf("NaN spreads", Tolerances.SUM, new Reduction.Sum(List.of(1)), poisoned));
    cases.add(caseOf("NaN spreads", Tolerances.EXACT, new Reduction.Max(List.of(1)), poisoned));
    cases.add(
        caseOf("NaN spreads", Tolerances.FUNCTION, new Reduction.LogSumExp(List.of(1)), poisoned));
  }

  /** Every ascending choice of at least one axis. */
  private static List<List<Integer>> choices(int rank) {
    return IntStream.range(1, 1 << rank)
        .mapToObj(
            set -> IntStream.range(0, rank).filter(axis -> (set >> axis & 1) == 1).boxed().toList())
        .toList();
  }
}
