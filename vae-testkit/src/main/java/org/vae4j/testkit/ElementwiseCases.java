package org.vae4j.testkit;

import static org.vae4j.testkit.OperationCase.caseOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;

/**
 * Functions of one, two and three numbers: in their domain at awkward shapes, then where arithmetic
 * is special.
 */
final class ElementwiseCases {
  private static final List<Shape> SHAPES =
      List.of(Shape.scalar(), Shape.of(1), Shape.of(13), Shape.of(2, 1, 7), Shape.of(1031));

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double HUGE = 1e30f;
  private static final double TINY = 1e-30f;
  private static final double DENORMAL = 1e-40f;

  private ElementwiseCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (UnaryFunction function : UnaryFunction.values()) {
      unary(cases, function);
    }
    for (int order = 0; order <= 3; order++) {
      for (Shape shape : SHAPES) {
        Numbers x = Numbers.uniform(shape, 0.05, 40, 11 + order);
        cases.add(
            caseOf(
                "order " + order,
                Tolerances.SPECIAL_FUNCTION,
                new Elementwise.Polygamma(order),
                x));
      }
    }
    for (BinaryFunction function : BinaryFunction.values()) {
      binary(cases, function);
    }
    broadcasts(cases);
    choices(cases);
    casts(cases);
    return cases;
  }

  private static void unary(List<OperationCase> cases, UnaryFunction function) {
    Elementwise operation = new Elementwise.Unary(function);
    double low = low(function);
    double high = high(function);
    for (Shape shape : SHAPES) {
      cases.add(
          caseOf(
              "",
              tolerance(function),
              operation,
              Numbers.uniform(shape, low, high, 3 + shape.rank())));
    }
    double[] special = special(function);
    cases.add(
        caseOf(
            "special values",
            tolerance(function),
            operation,
            Numbers.of(Shape.of(special.length), special)));
  }

  private static Tolerance tolerance(UnaryFunction function) {
    return switch (function) {
      case NEG, ABS, SIGN, FLOOR, IS_FINITE -> Tolerances.EXACT;
      case SQRT -> Tolerances.ARITHMETIC;
      case EXP, EXPM1, LOG1P, ERFC, SIGMOID, SOFTPLUS, TANH -> Tolerances.SMALL_RESULTS;
      case LOG, SIN, COS -> Tolerances.FUNCTION;
      case ERF, LGAMMA -> Tolerances.SPECIAL_FUNCTION;
    };
  }

  private static double low(UnaryFunction function) {
    return switch (function) {
      case LOG, SQRT -> 1e-6;
      case LOG1P -> -0.9;
      case LGAMMA -> 0.1;
      case EXP, SIGMOID, SOFTPLUS -> -80;
      case ERFC -> -3;
      default -> -5;
    };
  }

  private static double high(UnaryFunction function) {
    return switch (function) {
      case EXP, SIGMOID, SOFTPLUS -> 80;
      case LGAMMA -> 60;
      case ERFC -> 8;
      default -> 7;
    };
  }

  /** Where the functions agree in all of mathematics, IEEE 754 and the definitions. */
  private static double[] special(UnaryFunction function) {
    double[] common = {0, 1, -1, INFINITY, -INFINITY, HUGE, -HUGE, TINY, -TINY};
    return switch (function) {
      case NEG, ABS, EXP, EXPM1, LOG1P, SIGMOID, TANH, SOFTPLUS, ERF, ERFC ->
          with(common, -0.0, Double.NaN, DENORMAL, -DENORMAL, 1e-6f, -1e-6f, 30, -30, 100, -100);
      case SIGN -> with(common, -0.0, 0.5, -0.5);
      case FLOOR -> with(common, -0.0, Double.NaN, 0.5, -0.5, 2.999, -2.999, 8388609, -8388609);
      case IS_FINITE -> with(common, Double.NaN, DENORMAL);
      case LOG, SQRT -> with(common, -0.0, Double.NaN);
      case LGAMMA ->
          new double[] {
            1, 2, 3, 0.5, 1e-3f, 100, 1e4, HUGE, INFINITY, 0, Double.NaN, -0.5, -1.5, -2.25
          };
      case SIN, COS -> new double[] {0, 1, -1, 100, -100, TINY, INFINITY, -INFINITY, Double.NaN};
    };
  }

  private static void binary(List<OperationCase> cases, BinaryFunction function) {
    Elementwise operation = new Elementwise.Binary(function);
    boolean integer = function == BinaryFunction.FLOOR_DIV || function == BinaryFunction.MOD;
    boolean real = function == BinaryFunction.DIVIDED_BY || function == BinaryFunction.POW;
    for (Shape shape : SHAPES) {
      if (!integer) {
        double low = function == BinaryFunction.POW ? 0.1 : -3;
        Numbers a = Numbers.uniform(shape, low, 3, 5);
        cases.add(caseOf("", tolerance(function), operation, a, Numbers.uniform(shape, -3, 3, 6)));
        cases.add(caseOf("equal operands", tolerance(function), operation, a, a));
      }
      if (!real) {
        Numbers a = whole(shape, -1000);
        cases.add(caseOf("", Tolerances.EXACT, operation, a, whole(shape, 3)));
        cases.add(
            caseOf(
                "negative divisor",
                Tolerances.EXACT,
                operation,
                a,
                whole(shape, -2 * shape.elementCount() - 1)));
      }
    }
    if (!real) {
      int[] large = {1 << 30, -(1 << 30), 1 << 24 | 1, 7, -7, 0};
      int[] other = {3, 3, 1, -7, 2, 5};
      Numbers a = Numbers.ints(Shape.of(6), large);
      Numbers b =
          Numbers.ints(
              Shape.of(6),
              function == BinaryFunction.TIMES ? new int[] {1, -1, 1, -7, 2, 5} : other);
      cases.add(caseOf("large whole numbers", Tolerances.EXACT, operation, a, b));
    }
    if (!integer) {
      double[] left = specialLeft(function);
      double[] right = specialRight(function);
      Shape grid = Shape.of(left.length, right.length);
      Numbers a = Numbers.generated(grid, i -> left[i / right.length]);
      Numbers b = Numbers.generated(grid, i -> right[i % right.length]);
      cases.add(caseOf("special values", tolerance(function), operation, a, b));
    }
  }

  /** Odd distinct whole numbers, none of them 0. */
  private static Numbers whole(Shape shape, int from) {
    int[] values = new int[shape.elementCount()];
    Arrays.setAll(values, i -> from + 2 * i | 1);
    return Numbers.ints(shape, values);
  }

  private static Tolerance tolerance(BinaryFunction function) {
    return switch (function) {
      case PLUS, MINUS, TIMES, DIVIDED_BY -> Tolerances.ARITHMETIC;
      case POW -> Tolerances.POWER;
      default -> Tolerances.EXACT;
    };
  }

  private static double[] specialLeft(BinaryFunction function) {
    double[] common = {0, -0.0, 1, -1, INFINITY, -INFINITY, HUGE, -HUGE, TINY, Double.NaN};
    return switch (function) {
      case PLUS, MINUS -> with(common, DENORMAL, -DENORMAL);
      case POW -> new double[] {0, 0.5, 1, 2, -2, 3.7f, INFINITY, HUGE, TINY};
      default -> common;
    };
  }

  private static double[] specialRight(BinaryFunction function) {
    return function == BinaryFunction.POW
        ? new double[] {0, 1, 2, 3, -1, -2, 0.5}
        : specialLeft(function);
  }

  private static void broadcasts(List<OperationCase> cases) {
    Shape[][] pairs = {
      {Shape.scalar(), Shape.of(2, 3)},
      {Shape.of(5), Shape.of(2, 3, 5)},
      {Shape.of(3, 1), Shape.of(1, 5)},
      {Shape.of(2, 1, 1), Shape.of(3, 4)},
      {Shape.of(1, 1), Shape.of(7, 1)},
      {Shape.of(2, 3, 1, 5), Shape.of(3, 7, 1)}
    };
    for (Shape[] pair : pairs) {
      Numbers a = Numbers.normal(pair[0], 21);
      Numbers b = Numbers.normal(pair[1], 22);
      String shapes = pair[0] + " and " + pair[1];
      cases.add(
          new OperationCase(
              "broadcast " + shapes,
              Tolerances.FUNCTION,
              x -> x.get(0).plus(x.get(1)).times(x.get(0)).minus(x.get(1).exp()),
              List.of(a, b)));
      cases.add(
          new OperationCase(
              "broadcast choice " + shapes,
              Tolerances.EXACT,
              x -> Tensor.where(x.get(0).greaterThan(x.get(1)), x.get(1), x.get(0)),
              List.of(a, b)));
    }
  }

  private static void choices(List<OperationCase> cases) {
    Elementwise where = new Elementwise.Where();
    Shape shape = Shape.of(7);
    Numbers condition = Numbers.of(shape, 0, 1, -0.0, 0.5, Double.NaN, -1, 0);
    Numbers a = Numbers.of(shape, Double.NaN, 1, INFINITY, 3, 4, Double.NaN, 6);
    Numbers b = Numbers.of(shape, 10, Double.NaN, 12, INFINITY, -INFINITY, 15, Double.NaN);
    cases.add(caseOf("the other choice is NaN", Tolerances.EXACT, where, a, b, condition));
    Numbers whole = Numbers.ints(shape, 1, 2, 3, 4, 5, 6, 7);
    Numbers other = Numbers.ints(shape, -1, -2, -3, -4, -5, -6, -(1 << 30));
    cases.add(caseOf("", Tolerances.EXACT, where, whole, other, condition));
    Numbers large = Numbers.normal(Shape.of(3, 41), 31);
    cases.add(
        new OperationCase(
            "relu and clamp",
            Tolerances.ARITHMETIC,
            x -> x.get(0).relu().plus(x.get(0).clamp(-0.5, 0.5)).times(2),
            List.of(large)));
    cases.add(caseOf("", Tolerances.EXACT, new Elementwise.StopGradient(), large));
  }

  private static void casts(List<OperationCase> cases) {
    Elementwise toInt = new Elementwise.Cast(DataType.INT);
    Elementwise toFloat = new Elementwise.Cast(DataType.FLOAT);
    Numbers x =
        Numbers.of(Shape.of(2, 5), 0, -0.0, 0.99f, -0.99f, 1, -1.5, 2.5, 1e6, -1e6, 16777216);
    cases.add(caseOf("towards 0", Tolerances.EXACT, toInt, x));
    cases.add(caseOf("same type", Tolerances.EXACT, toFloat, x));
    Numbers whole = Numbers.ints(Shape.of(5), 0, 1, -1, 16777216, -16777215);
    cases.add(caseOf("", Tolerances.EXACT, toFloat, whole));
    cases.add(caseOf("same type", Tolerances.EXACT, toInt, whole));
    cases.add(caseOf("", Tolerances.EXACT, toInt, Numbers.scalar(-3.7f)));
  }

  private static double[] with(double[] common, double... more) {
    double[] joined = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, joined, common.length, more.length);
    return joined;
  }
}
