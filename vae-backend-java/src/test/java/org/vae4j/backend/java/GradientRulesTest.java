package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Precision;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;
import org.vae4j.testkit.GradientCheck;
import org.vae4j.testkit.Numbers;

/** Every differentiable operation's gradient, and that gradient's gradient, against differences. */
final class GradientRulesTest {
  private static final List<Shape> SHAPES =
      List.of(Shape.scalar(), Shape.of(1), Shape.of(7), Shape.of(2, 1, 3));

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend =
        new JavaBackendProvider().create(BackendOptions.cpu().withPrecision(Precision.FLOAT64));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** An operation with operands near which it is twice differentiable. */
  private record Rule(
      String name, Function<List<Tensor>, Tensor> function, List<Numbers> operands) {
    static Rule of(Operation operation, Numbers... operands) {
      return new Rule(
          operation.label() + " " + operation + " of " + types(operands),
          x -> x.get(0).graph().apply(operation, x.toArray(Tensor[]::new)),
          List.of(operands));
    }

    static List<String> types(Numbers... operands) {
      return Arrays.stream(operands).map(each -> each.type().toString()).toList();
    }

    Numbers[] places() {
      return operands.toArray(Numbers[]::new);
    }
  }

  @TestFactory
  Stream<DynamicTest> firstOrder() {
    return rules().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name, () -> GradientCheck.check(backend, rule.function, rule.places())));
  }

  @TestFactory
  Stream<DynamicTest> secondOrder() {
    return rules().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name,
                    () -> GradientCheck.checkSecondOrder(backend, rule.function, rule.places())));
  }

  @Test
  void everyOperationHasARule() {
    Set<String> missing = new TreeSet<>();
    addLeaves(Operation.class, missing);
    for (Rule rule : rules()) {
      Graph graph = new Graph();
      List<Tensor> operands = new ArrayList<>();
      rule.operands.forEach(x -> operands.add(graph.input("x" + operands.size(), x.type())));
      List<Tensor> traced = rule.function.apply(operands).graph().tensors();
      traced.forEach(tensor -> missing.remove(key(tensor.operation())));
    }
    // Not differentiated: constants of differentiation, whole numbers, steps and masks (equalTo is
    // in rules that need an identity).
    assertThat(missing)
        .containsExactly(
            "ArgMax",
            "ArgSort",
            "FLOOR",
            "FLOOR_DIV",
            "GREATER_THAN",
            "IS_FINITE",
            "MOD",
            "SIGN",
            "StopGradient");
  }

  private static void addLeaves(Class<?> family, Set<String> keys) {
    if (family == Source.class) {
      return;
    } else if (family.isSealed()) {
      Arrays.stream(family.getPermittedSubclasses()).forEach(each -> addLeaves(each, keys));
    } else if (family == Elementwise.Unary.class) {
      Arrays.stream(UnaryFunction.values()).map(Enum::name).forEach(keys::add);
    } else if (family == Elementwise.Binary.class) {
      Arrays.stream(BinaryFunction.values()).map(Enum::name).forEach(keys::add);
    } else {
      keys.add(family.getSimpleName());
    }
  }

  private static String key(Operation operation) {
    if (operation instanceof Elementwise.Unary unary) {
      return unary.function().name();
    }
    return operation instanceof Elementwise.Binary binary
        ? binary.function().name()
        : operation.getClass().getSimpleName();
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    elementwise(rules);
    broadcasts(rules);
    reductions(rules);
    layouts(rules);
    indexing(rules);
    linearAlgebra(rules);
    return rules;
  }

  private static void elementwise(List<Rule> rules) {
    for (Shape shape : SHAPES) {
      for (UnaryFunction function : UnaryFunction.values()) {
        double low =
            switch (function) {
              case LOG, SQRT, LGAMMA, ABS -> 0.3;
              default -> -0.8;
            };
        switch (function) {
          case SIGN, FLOOR, IS_FINITE -> {}
          default -> rules.add(Rule.of(new Elementwise.Unary(function), uniform(shape, low, 2)));
        }
      }
      rules.add(Rule.of(new Elementwise.Unary(UnaryFunction.ABS), uniform(shape, -2, -0.3)));
      for (int order = 0; order < 3; order++) {
        rules.add(Rule.of(new Elementwise.Polygamma(order), uniform(shape, 0.8, 5)));
      }
      Numbers a = uniform(shape, 0.4, 2);
      Numbers b = uniform(shape, -2, -0.4);
      for (BinaryFunction function :
          List.of(
              BinaryFunction.PLUS,
              BinaryFunction.MINUS,
              BinaryFunction.TIMES,
              BinaryFunction.DIVIDED_BY,
              BinaryFunction.POW,
              BinaryFunction.MAX)) {
        Elementwise operation = new Elementwise.Binary(function);
        rules.add(Rule.of(operation, a, b));
        if (function != BinaryFunction.POW) {
          rules.add(Rule.of(operation, b, a));
        }
      }
      Numbers mask = Numbers.generated(shape, i -> i % 2);
      rules.add(
          new Rule(
              "where of " + shape,
              x -> Tensor.where(mask(x, mask), x.get(0), x.get(1)),
              List.of(a, b)));
    }
    rules.add(
        new Rule(
            "cast",
            x -> x.get(0).times(x.get(1).cast(org.vae4j.tensor.DataType.FLOAT)),
            List.of(uniform(Shape.of(3), 1, 2), Numbers.ints(Shape.of(3), 2, 3, 4))));
    rules.add(power(2));
    rules.add(power(3));
    rules.add(power(-1));
    rules.add(power(0.5));
    rules.add(power(0));
  }

  private static Tensor mask(List<Tensor> x, Numbers mask) {
    return x.get(0).graph().literal(mask.type().shape(), mask.toArray());
  }

  /** A constant exponent, where a negative base is allowed if it is whole. */
  private static Rule power(double exponent) {
    double low = exponent == Math.rint(exponent) ? -2 : 0.5;
    return new Rule(
        "pow " + exponent, x -> x.get(0).pow(exponent), List.of(uniform(Shape.of(7), low, 2)));
  }

  private static void broadcasts(List<Rule> rules) {
    Shape[][] pairs = {
      {Shape.scalar(), Shape.of(2, 3)},
      {Shape.of(3, 1), Shape.of(1, 5)},
      {Shape.of(2, 1, 1), Shape.of(3, 2)},
      {Shape.of(1, 1), Shape.of(1)},
    };
    for (Shape[] pair : pairs) {
      rules.add(
          new Rule(
              "broadcast " + pair[0] + " and " + pair[1],
              x -> x.get(0).times(x.get(1)).plus(x.get(1)),
              List.of(uniform(pair[0], 0.5, 2), uniform(pair[1], 0.5, 2))));
    }
  }

  private static void reductions(List<Rule> rules) {
    for (Shape shape : List.of(Shape.of(1), Shape.of(7), Shape.of(2, 1, 3))) {
      for (int set = 1; set < 1 << shape.rank(); set++) {
        int chosen = set;
        List<Integer> axes =
            IntStream.range(0, shape.rank()).filter(a -> (chosen >> a & 1) == 1).boxed().toList();
        Numbers x = uniform(shape, -2, 2);
        rules.add(Rule.of(new Reduction.Sum(axes), x));
        rules.add(Rule.of(new Reduction.Max(axes), x));
        rules.add(Rule.of(new Reduction.LogSumExp(axes), x));
      }
    }
  }

  private static void layouts(List<Rule> rules) {
    Numbers x = uniform(Shape.of(2, 3, 5), -2, 2);
    rules.add(Rule.of(new Layout.Reshape(Shape.of(6, 1, 5)), x));
    rules.add(Rule.of(new Layout.Transpose(List.of(2, 0, 1)), x));
    rules.add(Rule.of(new Layout.Transpose(List.of(1, 2, 0)), x));
    rules.add(Rule.of(new Layout.Broadcast(Shape.of(2, 3, 4)), uniform(Shape.of(1, 3, 1), -2, 2)));
    for (int axis = 0; axis < 3; axis++) {
      Numbers other = uniform(Shape.of(2, 3, 5).with(axis, 1), -1, 1);
      rules.add(Rule.of(new Layout.Concat(axis), x, other));
      int at = axis;
      rules.add(
          new Rule(
              "concat with itself along " + axis,
              in -> Tensor.concat(at, in.get(0), in.get(0), in.get(0).times(2)),
              List.of(x)));
    }
    rules.add(slice(List.of(0, 1, 2), List.of(2, 3, 5), List.of(1, 1, 1)));
    rules.add(slice(List.of(1, 0, 0), List.of(2, 3, 5), List.of(1, 2, 3)));
    rules.add(slice(List.of(0, 0, 1), List.of(2, 2, 5), List.of(2, 3, 2)));
    rules.add(pad(List.of(0, 1, 2), List.of(3, 0, 1), List.of(0, 0, 0)));
    rules.add(pad(List.of(0, 1, 0), List.of(0, 2, 0), List.of(1, 2, 3)));
  }

  private static Rule slice(List<Integer> from, List<Integer> to, List<Integer> strides) {
    return Rule.of(new Layout.Slice(from, to, strides), uniform(Shape.of(2, 3, 5), -2, 2));
  }

  private static Rule pad(List<Integer> low, List<Integer> high, List<Integer> interior) {
    return Rule.of(new Layout.Pad(low, high, interior), uniform(Shape.of(2, 3, 1), -2, 2));
  }

  private static void indexing(List<Rule> rules) {
    lookUp(rules, 0, Shape.of(5), Shape.scalar());
    lookUp(rules, 0, Shape.of(5, 2), Shape.of(7));
    lookUp(rules, 0, Shape.of(3, 2), Shape.of(2, 4));
    lookUp(rules, 1, Shape.of(2, 5, 3), Shape.of(2, 4));
    lookUp(rules, 2, Shape.of(2, 3, 5), Shape.of(2, 3));
    for (boolean reverse : new boolean[] {false, true}) {
      for (int axis = 0; axis < 3; axis++) {
        rules.add(Rule.of(new Indexing.CumSum(axis, reverse), uniform(Shape.of(2, 1, 5), -2, 2)));
      }
    }
  }

  private static void lookUp(List<Rule> rules, int batchAxes, Shape table, Shape places) {
    int size = table.size(batchAxes);
    Numbers indices = Numbers.indices(places, size, 7);
    Shape gathered = places.concat(table.last(table.rank() - batchAxes - 1));
    rules.add(Rule.of(new Indexing.Gather(batchAxes), uniform(table, -2, 2), indices));
    rules.add(Rule.of(new Indexing.ScatterAdd(batchAxes, size), uniform(gathered, -2, 2), indices));
  }

  private static void linearAlgebra(List<Rule> rules) {
    boolean[] both = {false, true};
    for (Shape batch : List.of(Shape.scalar(), Shape.of(1), Shape.of(2, 1))) {
      for (boolean first : both) {
        for (boolean second : both) {
          Shape left = batch.concat(first ? Shape.of(3, 2) : Shape.of(2, 3));
          Shape right = batch.concat(second ? Shape.of(5, 3) : Shape.of(3, 5));
          rules.add(
              Rule.of(
                  new LinearAlgebra.Matmul(first, second),
                  uniform(left, -2, 2),
                  Numbers.normal(right, 8)));
          for (int n : new int[] {1, 3}) {
            rules.add(
                Rule.of(
                    new LinearAlgebra.TriangularSolve(first, second),
                    dominant(batch, n),
                    uniform(batch.concat(Shape.of(n, 2)), -2, 2)));
          }
        }
      }
      for (int n : new int[] {1, 2, 3}) {
        rules.add(Rule.of(new LinearAlgebra.Cholesky(), dominant(batch, n)));
      }
    }
    rules.add(
        new Rule(
            "matmul of one matrix with itself",
            x -> x.get(0).matmul(x.get(0)),
            List.of(uniform(Shape.of(3, 3), -1, 1))));
    rules.add(
        new Rule(
            "log density of a normal",
            x -> {
              Tensor a = x.get(0);
              Tensor factor = a.matmul(a.transposed()).plus(identity(a)).cholesky();
              Tensor standard = factor.solveLowerTriangular(x.get(1));
              Tensor diagonal = factor.times(identity(a)).sumOver(-1);
              return standard.square().sum().plus(diagonal.log().sum());
            },
            List.of(uniform(Shape.of(3, 3), -1, 1), uniform(Shape.of(3, 1), -1, 1))));
  }

  private static Tensor identity(Tensor square) {
    int n = square.shape().size(-1);
    return square.graph().range(n).oneHot(n);
  }

  /** Matrices with a large diagonal: positive definite, far from singular. */
  private static Numbers dominant(Shape batch, int n) {
    Shape shape = batch.concat(Shape.of(n, n));
    double[] draws = uniform(shape, -0.7, 0.7).toArray();
    return Numbers.generated(shape, i -> i / n % n == i % n ? 2 + draws[i] : draws[i]);
  }

  private static Numbers uniform(Shape shape, double low, double high) {
    return Numbers.uniform(shape, low, high, 5 + shape.rank());
  }
}
