package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.model.Layer;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.NoiseStream;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Trace;
import org.vae4j.tensor.Variable;

/**
 * Compares gradients with differences: f′(x) ≈ (8·(f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h)))
 * / 12h, whose error is of order h⁴ (Abramowitz &amp; Stegun 1964, 25.3.6). A function with several
 * results is reduced to one number by weights that are drawn once, so each result counts. Stay away
 * from kinks and ties: a difference sees both sides of them.
 *
 * <p>The backend computes in {@link Precision#FLOAT64}; in single precision differences have few
 * correct digits.
 */
public final class GradientCheck {
  /** h for inputs, which are fed in double precision. */
  private static final double STEP = 0x1p-10;

  /** h for variables, which are written in single precision: wide, and exact on a grid of 2⁻¹². */
  private static final double VARIABLE_STEP = 0x1p-7;

  private static final double VARIABLE_GRID = 0x1p-12;

  private GradientCheck() {}

  /**
   * Checks the gradient of a function with respect to each of its FLOAT inputs; INT inputs are
   * held.
   *
   * @param function from one tensor for each of the inputs to a FLOAT tensor of any shape
   * @throws AssertionError if a gradient is off by more than {@link Tolerances#GRADIENT}
   * @throws IllegalArgumentException if the backend does not compute in double precision
   */
  public static void check(
      Backend backend, Function<List<Tensor>, Tensor> function, Numbers... inputs) {
    check(backend, Tolerances.GRADIENT, function, inputs);
  }

  /** As {@link #check(Backend, Function, Numbers...)}, with a tolerance. */
  public static void check(
      Backend backend,
      Tolerance tolerance,
      Function<List<Tensor>, Tensor> function,
      Numbers... inputs) {
    requireDouble(backend);
    List<Numbers> places = List.of(inputs);
    List<Integer> floats =
        IntStream.range(0, inputs.length).filter(i -> inputs[i].isFloat()).boxed().toList();
    Numbers.Evaluation differentiated =
        new Numbers.Evaluation(x -> gradients(function, floats, x), types(places));
    List<double[]> gradients = differentiated.at(backend, places);
    Numbers.Evaluation plain =
        new Numbers.Evaluation(x -> List.of(weighted(function.apply(x))), types(places));
    try (Memory memory = backend.allocate(plain.program().variables());
        CompiledProgram compiled = backend.compile(plain.program());
        Executable executable = compiled.bind(memory)) {
      ToDoubleFunction<List<Numbers>> value = at -> plain.at(executable, at).get(0)[0];
      for (int i = 0; i < floats.size(); i++) {
        int input = floats.get(i);
        double[] differences = differences(value, places, input);
        tolerance.check(
            "gradient by input " + input + " " + inputs[input], gradients.get(i), differences);
      }
    }
  }

  /**
   * Checks the gradients of the gradients: the function must be twice differentiable at the inputs.
   *
   * @param function as for {@link #check(Backend, Function, Numbers...)}
   */
  public static void checkSecondOrder(
      Backend backend, Function<List<Tensor>, Tensor> function, Numbers... inputs) {
    List<Integer> floats =
        IntStream.range(0, inputs.length).filter(i -> inputs[i].isFloat()).boxed().toList();
    check(
        backend,
        x ->
            gradients(function, floats, x).stream()
                .map(GradientCheck::weighted)
                .reduce(Tensor::plus)
                .orElseThrow(),
        inputs);
  }

  /**
   * Checks the gradient of a function with respect to variables that it reads. Their values are
   * rounded to a grid of 2⁻¹² first.
   *
   * @param function from a graph, of which it reads the variables, to a FLOAT tensor of any shape
   * @param values of all variables that the function reads
   * @throws AssertionError if a gradient is off by more than {@link Tolerances#VARIABLE_GRADIENT}
   */
  public static void checkVariables(
      Backend backend, Function<Graph, Tensor> function, Map<Variable, float[]> values) {
    Graph graph = new Graph();
    checkVariables(backend, graph, function.apply(graph), values);
  }

  /**
   * Checks the gradient of a layer, outside of training, with respect to its input and to each
   * parameter and state that it declares. Parameters have standard normal values: some layers begin
   * at 0, where nothing shows. States have their values before training.
   *
   * @param input {@code [rows, …]}; its numbers are rounded to a grid of 2⁻¹² first
   * @throws AssertionError if a gradient is off by more than {@link Tolerances#VARIABLE_GRADIENT}
   * @throws IllegalArgumentException if the layer asks for noise or a scheduled number, or the
   *     backend does not compute in double precision
   */
  public static void checkLayer(Backend backend, Layer layer, Numbers input) {
    Shape shape = input.type().shape();
    Trace trace = new Trace(shape.size(0), false);
    Variable x = new Variable("input", shape);
    Tensor y = layer.apply("layer", trace.graph().read(x), trace.root());
    if (!trace.noises().isEmpty() || !trace.scalars().isEmpty()) {
      throw new IllegalArgumentException(
          "gradient check: expected a layer without noise and scheduled numbers, got "
              + layer
              + "; check its formula by check(…), with them as inputs");
    }
    Map<Variable, float[]> values = new LinkedHashMap<>();
    values.put(x, floats(input));
    for (Trace.Parameter parameter : trace.parameters().values()) {
      Variable variable = parameter.variable();
      values.put(variable, floats(Numbers.normal(variable.shape(), values.size())));
    }
    for (Trace.Parameter state : trace.states().values()) {
      Variable variable = state.variable();
      float[] start = new float[variable.shape().elementCount()];
      NoiseStream noise = NoiseStream.of(0, "gradient-check", variable.name(), 0, 0, 0);
      state.initializer().fill(start, variable.shape(), noise);
      values.put(variable, start);
    }
    checkVariables(backend, trace.graph(), y, values);
  }

  private static float[] floats(Numbers numbers) {
    double[] doubles = numbers.toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private static void checkVariables(
      Backend backend, Graph graph, Tensor result, Map<Variable, float[]> values) {
    requireDouble(backend);
    Tensor scalar = weighted(result);
    List<Variable> variables = List.copyOf(values.keySet());
    List<Tensor> gradients = Gradients.of(scalar, variables.stream().map(graph::read).toList());
    Program.Builder builder = Program.builder("gradient check").output("value", scalar);
    for (int i = 0; i < gradients.size(); i++) {
      builder.output("gradient " + i, gradients.get(i));
    }
    try (Memory memory = backend.allocate(variables);
        CompiledProgram compiled = backend.compile(builder.build());
        Executable executable = compiled.bind(memory)) {
      values.forEach((variable, numbers) -> memory.write(variable, onGrid(numbers)));
      executable.run();
      List<double[]> computed = new ArrayList<>();
      for (int i = 0; i < variables.size(); i++) {
        computed.add(executable.output("gradient " + i).toDoubles());
      }
      for (int i = 0; i < variables.size(); i++) {
        Variable variable = variables.get(i);
        double[] differences = differences(memory, executable, variable);
        Tolerances.VARIABLE_GRADIENT.check("gradient by " + variable, computed.get(i), differences);
      }
    }
  }

  private static List<Tensor> gradients(
      Function<List<Tensor>, Tensor> function, List<Integer> floats, List<Tensor> x) {
    return Gradients.of(weighted(function.apply(x)), floats.stream().map(x::get).toList());
  }

  /** Σ w·x with weights that differ from element to element. */
  private static Tensor weighted(Tensor x) {
    Shape shape = x.shape();
    return x.times(x.graph().literal(shape, Numbers.uniform(shape, 0.5, 1.5, 97).toArray())).sum();
  }

  private static double[] differences(
      ToDoubleFunction<List<Numbers>> value, List<Numbers> places, int input) {
    double[] center = places.get(input).toArray();
    double[] differences = new double[center.length];
    for (int i = 0; i < center.length; i++) {
      int element = i;
      double step = STEP * Math.min(1, Math.max(0x1p-6, Math.abs(center[i])));
      differences[i] =
          difference(
              step,
              offset -> {
                List<Numbers> moved = new ArrayList<>(places);
                moved.set(input, places.get(input).with(element, center[element] + offset));
                return value.applyAsDouble(moved);
              });
    }
    return differences;
  }

  private static double[] differences(Memory memory, Executable executable, Variable variable) {
    float[] center = memory.read(variable);
    double[] differences = new double[center.length];
    for (int i = 0; i < center.length; i++) {
      int element = i;
      differences[i] =
          difference(
              VARIABLE_STEP,
              offset -> {
                float[] moved = center.clone();
                moved[element] += (float) offset;
                memory.write(variable, moved);
                executable.run();
                return executable.output("value").get(0);
              });
    }
    memory.write(variable, center);
    return differences;
  }

  private static double difference(double h, DoubleUnaryOperator f) {
    double near = f.applyAsDouble(h) - f.applyAsDouble(-h);
    double far = f.applyAsDouble(2 * h) - f.applyAsDouble(-2 * h);
    return (8 * near - far) / (12 * h);
  }

  private static float[] onGrid(float[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) (Math.rint(values[i] / VARIABLE_GRID) * VARIABLE_GRID);
    }
    return rounded;
  }

  private static List<TensorType> types(List<Numbers> inputs) {
    return inputs.stream().map(Numbers::type).toList();
  }

  private static void requireDouble(Backend backend) {
    if (backend.info().precision() != Precision.FLOAT64) {
      throw new IllegalArgumentException(
          "gradient check: expected a backend in FLOAT64, got "
              + backend.info()
              + "; open one with BackendOptions.defaults().withPrecision(Precision.FLOAT64)");
    }
  }
}
