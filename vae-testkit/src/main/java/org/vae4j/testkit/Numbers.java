package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/**
 * Numbers on the host, in row-major order under a tensor type, to feed to functions of tensors:
 * {@code Numbers.run(backend, x -> x.get(0).softmaxOver(-1), Numbers.normal(Shape.of(2, 3), 7))}.
 * Immutable.
 */
public final class Numbers {
  private final TensorType type;
  private final double[] values;

  private Numbers(TensorType type, double[] values) {
    if (values.length != type.shape().elementCount()) {
      throw new IllegalArgumentException(
          "numbers of "
              + type
              + ": expected "
              + type.shape().elementCount()
              + ", got "
              + values.length);
    }
    this.type = type;
    this.values = values;
  }

  /**
   * FLOAT numbers.
   *
   * @throws IllegalArgumentException if there are not as many as the shape has elements
   */
  public static Numbers of(Shape shape, double... values) {
    return new Numbers(TensorType.floats(shape), values.clone());
  }

  /**
   * INT numbers.
   *
   * @throws IllegalArgumentException if there are not as many as the shape has elements
   */
  public static Numbers ints(Shape shape, int... values) {
    return new Numbers(TensorType.ints(shape), Arrays.stream(values).asDoubleStream().toArray());
  }

  /** One FLOAT number. */
  public static Numbers scalar(double value) {
    return of(Shape.scalar(), value);
  }

  /**
   * Draws from the standard normal distribution, rounded to single precision; a seed gives the same
   * ones anywhere.
   */
  public static Numbers normal(Shape shape, long seed) {
    Random random = new Random(seed);
    return generated(shape, i -> (float) random.nextGaussian());
  }

  /** Draws from the uniform distribution on [low, high), rounded to single precision. */
  public static Numbers uniform(Shape shape, double low, double high, long seed) {
    Random random = new Random(seed);
    return generated(shape, i -> (float) (low + (high - low) * random.nextDouble()));
  }

  /** INT draws from {@code [0, bound)}. */
  public static Numbers indices(Shape shape, int bound, long seed) {
    Random random = new Random(seed);
    return ints(
        shape,
        IntStream.generate(() -> random.nextInt(bound)).limit(shape.elementCount()).toArray());
  }

  /** FLOAT numbers computed from their positions in row-major order. */
  public static Numbers generated(Shape shape, IntToDoubleFunction value) {
    return of(shape, IntStream.range(0, shape.elementCount()).mapToDouble(value).toArray());
  }

  /** The shape and data type. */
  public TensorType type() {
    return type;
  }

  /** The numbers in row-major order, as a fresh array. */
  public double[] toArray() {
    return values.clone();
  }

  /** These numbers with one of them replaced. */
  Numbers with(int index, double value) {
    double[] changed = toArray();
    changed[index] = value;
    return new Numbers(type, changed);
  }

  boolean isFloat() {
    return type.dataType() == DataType.FLOAT;
  }

  @Override
  public String toString() {
    return type
        + " "
        + (values.length <= 32 ? Arrays.toString(values) : values.length + " numbers");
  }

  /**
   * The value of a function of tensors, in row-major order.
   *
   * @param backend runs it
   * @param function from one tensor for each of the inputs, in their order, to the result
   */
  public static double[] run(
      Backend backend, Function<List<Tensor>, Tensor> function, Numbers... inputs) {
    return runAll(backend, x -> List.of(function.apply(x)), inputs).get(0);
  }

  /** The values of several functions of the same tensors; see {@link #run}. */
  public static List<double[]> runAll(
      Backend backend, Function<List<Tensor>, List<Tensor>> function, Numbers... inputs) {
    return new Evaluation(function, Arrays.stream(inputs).map(Numbers::type).toList())
        .at(backend, List.of(inputs));
  }

  /** A traced function, to be evaluated at one or many places. */
  static final class Evaluation {
    private final Program program;

    Evaluation(Function<List<Tensor>, List<Tensor>> function, List<TensorType> types) {
      Graph graph = new Graph();
      List<Tensor> inputs = new ArrayList<>();
      for (TensorType type : types) {
        inputs.add(graph.input("input" + inputs.size(), type));
      }
      Program.Builder builder = Program.builder("function");
      int count = 0;
      for (Tensor output : function.apply(inputs)) {
        builder.output("output" + count++, output);
      }
      this.program = builder.build();
    }

    Program program() {
      return program;
    }

    List<double[]> at(Backend backend, List<Numbers> inputs) {
      try (Memory memory = backend.allocate(program.variables());
          CompiledProgram compiled = backend.compile(program);
          Executable executable = compiled.bind(memory)) {
        return at(executable, inputs);
      }
    }

    List<double[]> at(Executable executable, List<Numbers> inputs) {
      for (Tensor input : program.inputs()) {
        String name = ((org.vae4j.tensor.Source.Input) input.operation()).name();
        int position = Integer.parseInt(name.substring("input".length()));
        executable.input(name).put(inputs.get(position).values);
      }
      executable.run();
      return program.outputs().keySet().stream()
          .map(name -> executable.output(name).toDoubles())
          .toList();
    }
  }
}
