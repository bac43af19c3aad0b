package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.java.Sample.Feed;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/** Every operation in single precision against its definition in double precision. */
class SinglePrecisionTest {
  private static final double TOLERANCE = 4e-6;

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithDoublePrecision(Sample sample) {
    agrees(sample.toString(), sample.run(Precision.FLOAT64), sample.run(Precision.FLOAT32));
  }

  static List<Sample> samples() {
    return Sample.all();
  }

  @Test
  void samplesHoldEveryOperation() {
    Set<Class<?>> sampled = new HashSet<>();
    Sample.all().forEach(sample -> sampled.add(sample.operation().getClass()));
    Set<Class<?>> expected = new HashSet<>();
    for (Class<?> family : Operation.class.getPermittedSubclasses()) {
      if (family != Source.class) {
        expected.addAll(List.of(family.getPermittedSubclasses()));
      }
    }
    assertThat(sampled).isEqualTo(expected).hasSizeGreaterThan(20);
  }

  /** Operands that are one number everywhere, which single precision keeps in a register. */
  @ParameterizedTest
  @EnumSource(
      value = BinaryFunction.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FLOOR_DIV", "MOD"})
  void repeatsSingleNumbers(BinaryFunction function) {
    for (Shape shape : Sample.SHAPES) {
      Graph graph = new Graph();
      Tensor x = graph.input("x", TensorType.floats(shape));
      Tensor scalar = graph.input("number", TensorType.floats(Shape.scalar()));
      Tensor number = scalar.broadcastTo(shape);
      Tensor fill = graph.fill(1.5, shape);
      Operation operation = new Elementwise.Binary(function);
      Program.Builder program = Program.builder("numbers");
      program.output("first", graph.apply(operation, number, x));
      program.output("second", graph.apply(operation, x, number));
      program.output("fillFirst", graph.apply(operation, fill, x));
      program.output("fillSecond", graph.apply(operation, x, fill));
      program.output("both", graph.apply(operation, fill, number));
      program.output("where", Tensor.where(x.greaterThan(1), number, x));
      program.output("whereElse", Tensor.where(x.greaterThan(1), x, number));
      program.output("whereNumbers", Tensor.where(x.greaterThan(1), number, fill));
      program.output("number", number);
      List<Feed> feeds = List.of(Feed.floats(shape, 0.5, 2), Feed.floats(Shape.scalar(), 1.2, 1.3));
      agrees(program.build(), feeds);
    }
  }

  private static void agrees(Program program, List<Feed> feeds) {
    List<double[]> expected = Sample.run(Precision.FLOAT64, program, feeds);
    List<double[]> got = Sample.run(Precision.FLOAT32, program, feeds);
    List<String> names = new ArrayList<>(program.outputs().keySet());
    for (int i = 0; i < names.size(); i++) {
      agrees(names.get(i), expected.get(i), got.get(i));
    }
  }

  private static void agrees(String what, double[] expected, double[] got) {
    double scale = 1;
    for (double number : expected) {
      scale = Math.max(scale, Math.abs(number));
    }
    assertThat(scale).as("largest of %s", what).isFinite();
    for (int i = 0; i < expected.length; i++) {
      assertThat(got[i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], within(TOLERANCE * scale));
    }
  }
}
