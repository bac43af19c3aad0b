package org.vae4j.backend.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * An operation with operands to try it on; the list of all has every operation at awkward shapes.
 */
record Sample(Operation operation, List<Feed> feeds) {
  /** Numbers for an input. */
  record Feed(TensorType type, double[] values) {
    static Feed floats(Shape shape, double low, double high) {
      Random random =
          new Random(shape.hashCode() + Double.hashCode(low) + 31L * Double.hashCode(high));
      double[] values =
          random.doubles(shape.elementCount(), low, high).map(x -> (float) x).toArray();
      return new Feed(TensorType.floats(shape), values);
    }

    static Feed ints(Shape shape, int low, int high) {
      Random random = new Random(shape.hashCode() + low + 31L * high);
      double[] values = random.ints(shape.elementCount(), low, high).asDoubleStream().toArray();
      return new Feed(TensorType.ints(shape), values);
    }

    /** Zeros and ones. */
    static Feed mask(Shape shape) {
      return new Feed(TensorType.floats(shape), ints(shape, 0, 2).values());
    }
  }

  static final List<Shape> SHAPES =
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

  /** Batch (0 for none), m, k, n: whole and broken blocks, long rows and long columns. */
  private static final int[][] MATRICES = {
    {0, 1, 1, 1},
    {0, 1, 13, 1},
    {0, 7, 1, 5},
    {0, 5, 4, 2},
    {0, 37, 41, 43},
    {0, 3, 64, 8},
    {2, 5, 7, 3},
    {1, 4, 9, 16},
    {0, 1, 300, 257},
    {0, 130, 5, 1},
    {0, 200, 33, 140}
  };

  private static Sample of(Operation operation, Feed... feeds) {
    return new Sample(operation, List.of(feeds));
  }

  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    SHAPES.forEach(shape -> elementwise(shape, all));
    SHAPES.forEach(shape -> reductions(shape, all));
    layouts(all);
    indexing(all);
    for (int[] sizes : MATRICES) {
      matmul(sizes[0], sizes[1], sizes[2], sizes[3], all);
    }
    for (int n : new int[] {1, 2, 7}) {
      factorizations(n, all);
    }
    return all;
  }

  private static void elementwise(Shape shape, List<Sample> all) {
    for (UnaryFunction function : UnaryFunction.values()) {
      boolean isPositive = function == UnaryFunction.SQRT || function == UnaryFunction.LOG;
      double low = isPositive ? 0.1 : function == UnaryFunction.LOG1P ? -0.9 : -3;
      all.add(of(new Elementwise.Unary(function), Feed.floats(shape, low, 3)));
    }
    for (BinaryFunction function : BinaryFunction.values()) {
      boolean isWhole = function == BinaryFunction.FLOOR_DIV || function == BinaryFunction.MOD;
      boolean isReal = function == BinaryFunction.POW || function == BinaryFunction.DIVIDED_BY;
      Elementwise.Binary binary = new Elementwise.Binary(function);
      if (!isWhole) {
        double low = isReal ? 0.1 : -2;
        all.add(of(binary, Feed.floats(shape, low, 2), Feed.floats(shape, low, 3)));
      }
      if (!isReal) {
        all.add(of(binary, Feed.ints(shape, -9, 9), Feed.ints(shape, 1, 4)));
      }
    }
    all.add(of(new Elementwise.Polygamma(0), Feed.floats(shape, -3.1, 12)));
    all.add(of(new Elementwise.Polygamma(1), Feed.floats(shape, 0.1, 12)));
    all.add(of(new Elementwise.Polygamma(3), Feed.floats(shape, 0.1, 12)));
    for (DataType to : DataType.values()) {
      all.add(of(new Elementwise.Cast(to), Feed.floats(shape, -9, 9)));
      all.add(of(new Elementwise.Cast(to), Feed.ints(shape, -9, 9)));
    }
    all.add(of(new Elementwise.StopGradient(), Feed.floats(shape, -9, 9)));
    Feed mask = Feed.mask(shape);
    Elementwise.Where where = new Elementwise.Where();
    all.add(of(where, Feed.floats(shape, -9, 9), Feed.floats(shape, -8, 8), mask));
    all.add(of(where, Feed.ints(shape, -9, 9), Feed.ints(shape, -8, 8), mask));
  }

  private static void reductions(Shape shape, List<Sample> all) {
    Feed x = Feed.floats(shape, -3, 3);
    for (int set = 0; set < 1 << shape.rank(); set++) {
      List<Integer> axes = new ArrayList<>();
      for (int axis = 0; axis < shape.rank(); axis++) {
        if ((set >> axis & 1) == 1) {
          axes.add(axis);
        }
      }
      all.add(of(new Reduction.Sum(axes), x));
      all.add(of(new Reduction.Sum(axes), Feed.ints(shape, -30, 30)));
      all.add(of(new Reduction.Max(axes), x));
      all.add(of(new Reduction.LogSumExp(axes), x));
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      all.add(of(new Reduction.ArgMax(axis), x));
      all.add(of(new Indexing.CumSum(axis, false), x));
      all.add(of(new Indexing.CumSum(axis, true), x));
    }
    if (shape.rank() > 0) {
      all.add(of(new Indexing.ArgSort(), x));
    }
  }

  private static void layouts(List<Sample> all) {
    Shape shape = Shape.of(3, 5, 7);
    for (DataType dataType : DataType.values()) {
      Feed x = feed(dataType, shape);
      all.add(of(new Layout.Reshape(Shape.of(7, 15)), x));
      all.add(of(new Layout.Transpose(List.of(2, 0, 1)), x));
      all.add(of(new Layout.Transpose(List.of(1, 0, 2)), x));
      all.add(of(new Layout.Transpose(List.of(0, 2, 1)), x));
      all.add(of(new Layout.Slice(List.of(0, 1, 2), List.of(3, 5, 7), List.of(2, 3, 1)), x));
      all.add(of(new Layout.Slice(List.of(1, 0, 0), List.of(2, 5, 7), List.of(1, 1, 4)), x));
      all.add(of(new Layout.Pad(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 0, 3)), x));
      for (int axis = 0; axis < 3; axis++) {
        all.add(of(new Layout.Concat(axis), x, feed(dataType, shape.with(axis, 2)), x));
        Shape one = shape.with(axis, 1);
        all.add(of(new Layout.Broadcast(shape), feed(dataType, one)));
        all.add(of(new Layout.Broadcast(shape), feed(dataType, one.with((axis + 1) % 3, 1))));
      }
      all.add(of(new Layout.Broadcast(shape), feed(dataType, Shape.of(1, 1, 1))));
    }
  }

  private static Feed feed(DataType dataType, Shape shape) {
    return dataType == DataType.FLOAT ? Feed.floats(shape, -1, 1) : Feed.ints(shape, -9, 9);
  }

  private static void indexing(List<Sample> all) {
    for (DataType dataType : DataType.values()) {
      Indexing.Gather lookup = new Indexing.Gather(0);
      all.add(of(lookup, feed(dataType, Shape.of(5, 3)), Feed.ints(Shape.of(2, 7), 0, 5)));
      all.add(of(lookup, feed(dataType, Shape.of(5)), Feed.ints(Shape.scalar(), 0, 5)));
      Indexing.Gather batched = new Indexing.Gather(1);
      all.add(of(batched, feed(dataType, Shape.of(2, 5, 3)), Feed.ints(Shape.of(2, 7), 0, 5)));
      Indexing.Gather along = new Indexing.Gather(2);
      all.add(of(along, feed(dataType, Shape.of(2, 3, 5)), Feed.ints(Shape.of(2, 3), 0, 5)));
      Feed updates = feed(dataType, Shape.of(2, 7, 3));
      all.add(of(new Indexing.ScatterAdd(0, 5), updates, Feed.ints(Shape.of(2, 7), 0, 5)));
      all.add(of(new Indexing.ScatterAdd(1, 4), updates, Feed.ints(Shape.of(2, 7), 0, 4)));
      all.add(of(new Indexing.ScatterAdd(2, 4), updates, Feed.ints(Shape.of(2, 7), 0, 4)));
      Feed update = feed(dataType, Shape.scalar());
      all.add(of(new Indexing.ScatterAdd(0, 5), update, Feed.ints(Shape.scalar(), 0, 5)));
    }
  }

  private static void matmul(int batches, int m, int k, int n, List<Sample> all) {
    Shape batch = batches == 0 ? Shape.scalar() : Shape.of(batches, 2);
    for (int flags = 0; flags < 4; flags++) {
      boolean left = (flags & 1) == 1;
      boolean right = (flags & 2) == 2;
      Shape a = batch.concat(left ? Shape.of(k, m) : Shape.of(m, k));
      Shape b = batch.concat(right ? Shape.of(n, k) : Shape.of(k, n));
      LinearAlgebra.Matmul matmul = new LinearAlgebra.Matmul(left, right);
      all.add(of(matmul, Feed.floats(a, -1, 1), Feed.floats(b, -1, 1)));
    }
  }

  /** Symmetric matrices with a dominant diagonal, so positive definite. */
  private static void factorizations(int n, List<Sample> all) {
    Feed a = Feed.floats(Shape.of(3, n, n), -0.5, 0.5);
    for (int i = 0; i < a.values().length; i++) {
      int row = i / n % n;
      int column = i % n;
      a.values()[i] =
          row == column
              ? 4
              : a.values()[i - i % (n * n) + Math.max(row, column) * n + Math.min(row, column)];
    }
    Feed b = Feed.floats(Shape.of(3, n, 5), -1, 1);
    all.add(of(new LinearAlgebra.Cholesky(), a));
    for (int flags = 0; flags < 4; flags++) {
      all.add(of(new LinearAlgebra.TriangularSolve((flags & 1) == 1, (flags & 2) == 2), a, b));
    }
  }

  /** The operation alone, its operands fed. */
  Program program() {
    Graph graph = new Graph();
    Tensor[] inputs = new Tensor[feeds.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = graph.input("input" + i, feeds.get(i).type());
    }
    Tensor result = graph.apply(operation, inputs);
    return Program.builder(operation.label()).output("result", result).build();
  }

  double[] run(Precision precision) {
    return run(precision, program(), feeds).get(0);
  }

  /** The outputs of a program, fed in the order of its inputs. */
  static List<double[]> run(Precision precision, Program program, List<Feed> feeds) {
    try (Backend backend = backend(precision);
        Memory memory = backend.allocate(program.variables());
        CompiledProgram compiled = backend.compile(program);
        Executable executable = compiled.bind(memory)) {
      List<double[]> results = new ArrayList<>();
      for (int repeat = 0; repeat < 2; repeat++) { // the second finds what the first left behind
        for (int i = 0; i < program.inputs().size(); i++) {
          Source.Input input = (Source.Input) program.inputs().get(i).operation();
          executable.input(input.name()).put(feeds.get(i).values());
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

  static Backend backend(Precision precision) {
    return new JavaBackendProvider().create(BackendOptions.cpu().withPrecision(precision));
  }

  @Override
  public String toString() {
    return operation + " of " + feeds.stream().map(feed -> feed.type().toString()).toList();
  }
}
