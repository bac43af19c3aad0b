package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
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
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.UnaryFunction;

/**
 * Every operation in single precision against its definition in double precision, at awkward
 * shapes.
 */
class SinglePrecisionTest {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(),
          Shape.of(1),
          Shape.of(7),
          Shape.of(1, 1),
          Shape.of(3, 1),
          Shape.of(1, 5),
          Shape.of(13, 11),
          Shape.of(2, 1, 3),
          Shape.of(3, 5, 7),
          Shape.of(2, 3, 1, 5));

  @ParameterizedTest
  @EnumSource(UnaryFunction.class)
  void unaryFunctions(UnaryFunction function) {
    for (Shape shape : SHAPES) {
      agrees(
          new Elementwise.Unary(function),
          floats(
              shape,
              function == UnaryFunction.SQRT || function == UnaryFunction.LOG ? 0.1 : -2,
              3));
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryFunction.class)
  void binaryFunctions(BinaryFunction function) {
    for (Shape shape : SHAPES) {
      boolean whole = function == BinaryFunction.FLOOR_DIV || function == BinaryFunction.MOD;
      boolean positive = function == BinaryFunction.POW || function == BinaryFunction.DIVIDED_BY;
      if (!whole) {
        double low = positive ? 0.1 : -2;
        agrees(new Elementwise.Binary(function), floats(shape, low, 2), floats(shape, low, 3));
        agreesWithNumbers(function, shape, low);
      }
      if (!positive) {
        agrees(new Elementwise.Binary(function), ints(shape, -9, 9), ints(shape, 1, 4));
      }
    }
  }

  /** One operand the same number everywhere, which single precision keeps in a register. */
  private static void agreesWithNumbers(BinaryFunction function, Shape shape, double low) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(shape));
    Tensor number = graph.input("number", TensorType.floats(Shape.scalar())).broadcastTo(shape);
    Tensor fill = graph.fill(1.5, shape);
    Elementwise.Binary operation = new Elementwise.Binary(function);
    Program.Builder program = Program.builder("numbers");
    program.output("first", graph.apply(operation, number, x));
    program.output("second", graph.apply(operation, x, number));
    program.output("fillFirst", graph.apply(operation, fill, x));
    program.output("fillSecond", graph.apply(operation, x, fill));
    program.output("both", graph.apply(operation, fill, number));
    program.output("where", Tensor.where(x.greaterThan(1), number, x));
    program.output("whereNumbers", Tensor.where(x.greaterThan(1), number, fill));
    agrees(program.build(), floats(shape, low, 2), floats(Shape.scalar(), 1.2, 1.3));
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void reductions(Reduction reduction, Shape shape) {
    agrees(reduction, floats(shape, -3, 3));
    if (reduction instanceof Reduction.Sum) {
      agrees(reduction, ints(shape, -30, 30));
    }
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> reductions() {
    List<org.junit.jupiter.params.provider.Arguments> all = new ArrayList<>();
    for (Shape shape : SHAPES) {
      for (int set = 0; set < 1 << shape.rank(); set++) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
          if ((set >> axis & 1) == 1) {
            axes.add(axis);
          }
        }
        all.add(org.junit.jupiter.params.provider.Arguments.of(new Reduction.Sum(axes), shape));
        all.add(org.junit.jupiter.params.provider.Arguments.of(new Reduction.Max(axes), shape));
        all.add(
            org.junit.jupiter.params.provider.Arguments.of(new Reduction.LogSumExp(axes), shape));
        if (axes.size() == 1) {
          all.add(
              org.junit.jupiter.params.provider.Arguments.of(
                  new Reduction.ArgMax(axes.get(0)), shape));
        }
      }
    }
    return all.stream();
  }

  @Test
  void layouts() {
    for (Feed x : List.of(floats(Shape.of(3, 5, 7), -1, 1), ints(Shape.of(3, 5, 7), -9, 9))) {
      agrees(new Layout.Reshape(Shape.of(7, 15)), x);
      agrees(new Layout.Transpose(List.of(2, 0, 1)), x);
      agrees(new Layout.Transpose(List.of(1, 0, 2)), x);
      agrees(new Layout.Transpose(List.of(0, 2, 1)), x);
      agrees(new Layout.Transpose(List.of(2, 1, 0)), x);
      agrees(new Layout.Slice(List.of(0, 1, 2), List.of(3, 5, 7), List.of(2, 3, 1)), x);
      agrees(new Layout.Slice(List.of(1, 0, 0), List.of(2, 5, 7), List.of(1, 1, 4)), x);
      agrees(new Layout.Pad(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 0, 3)), x);
      for (int axis = 0; axis < 3; axis++) {
        Shape other = x.type().shape().with(axis, 2);
        Feed y = x.type().dataType() == DataType.FLOAT ? floats(other, -1, 1) : ints(other, -9, 9);
        agrees(new Layout.Concat(axis), x, y, x);
      }
    }
    for (Shape shape :
        List.of(
            Shape.of(1, 5, 7),
            Shape.of(3, 1, 7),
            Shape.of(3, 5, 1),
            Shape.of(1, 5, 1),
            Shape.of(1, 1, 1))) {
      agrees(new Layout.Broadcast(Shape.of(3, 5, 7)), floats(shape, -1, 1));
      agrees(new Layout.Broadcast(Shape.of(3, 5, 7)), ints(shape, -9, 9));
    }
  }

  @Test
  void indexing() {
    agrees(new Indexing.Gather(0), floats(Shape.of(5, 3), -1, 1), ints(Shape.of(2, 7), 0, 5));
    agrees(new Indexing.Gather(0), ints(Shape.of(5), -9, 9), ints(Shape.scalar(), 0, 5));
    agrees(new Indexing.Gather(1), floats(Shape.of(2, 5, 3), -1, 1), ints(Shape.of(2, 7), 0, 5));
    agrees(new Indexing.Gather(2), floats(Shape.of(2, 3, 5), -1, 1), ints(Shape.of(2, 3), 0, 5));
    agrees(
        new Indexing.ScatterAdd(0, 5),
        floats(Shape.of(2, 7, 3), -1, 1),
        ints(Shape.of(2, 7), 0, 5));
    agrees(new Indexing.ScatterAdd(0, 5), ints(Shape.scalar(), -9, 9), ints(Shape.scalar(), 0, 5));
    agrees(
        new Indexing.ScatterAdd(1, 4),
        floats(Shape.of(2, 7, 3), -1, 1),
        ints(Shape.of(2, 7), 0, 4));
    agrees(
        new Indexing.ScatterAdd(2, 4), floats(Shape.of(2, 7), -1, 1), ints(Shape.of(2, 7), 0, 4));
    for (Shape shape : SHAPES) {
      if (shape.rank() > 0) {
        agrees(new Indexing.ArgSort(), floats(shape, -1, 1));
      }
      for (int axis = 0; axis < shape.rank(); axis++) {
        agrees(new Indexing.CumSum(axis, false), floats(shape, -1, 1));
        agrees(new Indexing.CumSum(axis, true), floats(shape, -1, 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void matmul(int batches, int m, int k, int n) {
    for (int flags = 0; flags < 4; flags++) {
      boolean left = (flags & 1) == 1;
      boolean right = (flags & 2) == 2;
      Shape batch = batches == 0 ? Shape.scalar() : Shape.of(batches, 2);
      Shape a = batch.concat(left ? Shape.of(k, m) : Shape.of(m, k));
      Shape b = batch.concat(right ? Shape.of(n, k) : Shape.of(k, n));
      agrees(new LinearAlgebra.Matmul(left, right), floats(a, -1, 1), floats(b, -1, 1));
    }
  }

  static Stream<int[]> sizes() {
    return Stream.of(
        new int[] {0, 1, 1, 1},
        new int[] {0, 1, 13, 1},
        new int[] {0, 7, 1, 5},
        new int[] {0, 5, 4, 2},
        new int[] {0, 37, 41, 43},
        new int[] {0, 3, 64, 8},
        new int[] {2, 5, 7, 3},
        new int[] {1, 4, 9, 16},
        new int[] {0, 1, 300, 257},
        new int[] {0, 130, 5, 1},
        new int[] {0, 9, 600, 530});
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> matrices() {
    return sizes().map(s -> org.junit.jupiter.params.provider.Arguments.of(s[0], s[1], s[2], s[3]));
  }

  @Test
  void factorizations() {
    for (int n : new int[] {1, 2, 7}) {
      Graph graph = new Graph();
      Tensor x = graph.input("x", TensorType.floats(Shape.of(3, n, n)));
      Tensor b = graph.input("b", TensorType.floats(Shape.of(3, n, 5)));
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * n + i] = 1;
      }
      Tensor a = x.matmul(x.transposed()).plus(graph.literal(Shape.of(n, n), identity));
      Program.Builder program = Program.builder("factorizations").output("cholesky", a.cholesky());
      for (int flags = 0; flags < 4; flags++) {
        program.output(
            "solve" + flags,
            graph.apply(
                new LinearAlgebra.TriangularSolve((flags & 1) == 1, (flags & 2) == 2), a, b));
      }
      agrees(program.build(), floats(Shape.of(3, n, n), -1, 1), floats(Shape.of(3, n, 5), -1, 1));
    }
  }

  @Test
  void otherElementwise() {
    for (Shape shape : SHAPES) {
      agrees(new Elementwise.Polygamma(0), floats(shape, -3.1, 12));
      agrees(new Elementwise.Polygamma(1), floats(shape, 0.1, 12));
      agrees(new Elementwise.Polygamma(3), floats(shape, 0.1, 12));
      agrees(new Elementwise.Cast(DataType.INT), floats(shape, -9, 9));
      agrees(new Elementwise.Cast(DataType.FLOAT), ints(shape, -9, 9));
      agrees(new Elementwise.StopGradient(), floats(shape, -9, 9));
      agrees(
          new Elementwise.Where(), floats(shape, -9, 9), floats(shape, -9, 9), zerosAndOnes(shape));
      agrees(new Elementwise.Where(), ints(shape, -9, 9), ints(shape, -9, 9), zerosAndOnes(shape));
    }
  }

  private record Feed(TensorType type, double[] values) {}

  private static Feed floats(Shape shape, double low, double high) {
    Random random =
        new Random(shape.hashCode() + Double.hashCode(low) + 31L * Double.hashCode(high));
    return new Feed(
        TensorType.floats(shape),
        random.doubles(shape.elementCount(), low, high).map(x -> (float) x).toArray());
  }

  private static Feed ints(Shape shape, int low, int high) {
    Random random = new Random(shape.hashCode() + low + 31L * high);
    return new Feed(
        TensorType.ints(shape),
        random.ints(shape.elementCount(), low, high).asDoubleStream().toArray());
  }

  private static Feed zerosAndOnes(Shape shape) {
    return new Feed(TensorType.floats(shape), ints(shape, 0, 2).values());
  }

  private static void agrees(Operation operation, Feed... feeds) {
    Graph graph = new Graph();
    Tensor[] inputs = new Tensor[feeds.length];
    for (int i = 0; i < feeds.length; i++) {
      inputs[i] = graph.input("input" + i, feeds[i].type());
    }
    Tensor result = graph.apply(operation, inputs);
    agrees(Program.builder(operation.label()).output("result", result).build(), feeds);
  }

  private static void agrees(Program program, Feed... feeds) {
    List<double[]> expected = run(Precision.FLOAT64, program, feeds);
    List<double[]> got = run(Precision.FLOAT32, program, feeds);
    for (int output = 0; output < expected.size(); output++) {
      double[] e = expected.get(output);
      double[] g = got.get(output);
      double scale = 1;
      for (double number : e) {
        scale = Double.isFinite(number) ? Math.max(scale, Math.abs(number)) : scale;
      }
      for (int i = 0; i < e.length; i++) {
        if (Double.isFinite(e[i])) {
          assertThat(g[i])
              .as("%s output %d element %d", program, output, i)
              .isCloseTo(e[i], org.assertj.core.data.Offset.offset(4e-6 * scale));
        } else {
          assertThat(g[i])
              .as("%s output %d element %d", program, output, i)
              .isEqualTo(Double.valueOf(e[i]));
        }
      }
    }
  }

  private static List<double[]> run(Precision precision, Program program, Feed... feeds) {
    try (Backend backend =
            new JavaBackendProvider().create(BackendOptions.cpu().withPrecision(precision));
        Memory memory = backend.allocate(program.variables());
        CompiledProgram compiled = backend.compile(program);
        Executable executable = compiled.bind(memory)) {
      List<double[]> results = new ArrayList<>();
      for (int repeat = 0;
          repeat < 2;
          repeat++) { // the second run finds what the first left in its buffers
        for (int i = 0; i < program.inputs().size(); i++) {
          executable
              .input(((Source.Input) program.inputs().get(i).operation()).name())
              .put(feeds[i].values());
        }
        executable.run();
        results.clear();
        program
            .outputs()
            .keySet()
            .forEach(name -> results.add(executable.output(name).toDoubles()));
      }
      return results;
    }
  }
}
