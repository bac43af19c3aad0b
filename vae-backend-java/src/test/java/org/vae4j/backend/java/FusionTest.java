package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.java.Sample.Feed;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** What becomes one piece of work, and that it still computes what it should. */
class FusionTest {
  private final Graph graph = new Graph();

  private Tensor input(String name, int... shape) {
    return graph.input(name, TensorType.floats(Shape.of(shape)));
  }

  private static List<Unit> units(FloatEngine engine, Tensor... outputs) {
    Program.Builder program = Program.builder("fusion");
    for (int i = 0; i < outputs.length; i++) {
      program.output("output" + i, outputs[i]);
    }
    return new FloatPlan(program.build(), engine).units();
  }

  private static FloatEngine fast() {
    return FloatEngine.fast(1, false);
  }

  private static List<LoopFunction> functions(Unit unit) {
    return ((Unit.Loop) unit)
        .code().instructions().stream().map(LoopCode.Instruction::function).toList();
  }

  @Test
  void aChainIsOneLoop() {
    Tensor x = input("x", 64, 16);
    List<Unit> units = units(fast(), x.plus(1).times(x).neg().sqrt().minus(3).abs());
    assertThat(units).hasSize(1);
    assertThat(functions(units.get(0)))
        .containsExactly(
            LoopFunction.PLUS,
            LoopFunction.TIMES,
            LoopFunction.NEG,
            LoopFunction.SQRT,
            LoopFunction.MINUS,
            LoopFunction.ABS);
  }

  @Test
  void whatIsCheapIsComputedWhereItIsUsed() {
    Tensor shared = input("x", 64, 16).plus(1);
    List<Unit> units = units(fast(), shared.times(2), shared.times(3));
    assertThat(units).hasSize(2);
    units.forEach(
        unit -> assertThat(functions(unit)).containsExactly(LoopFunction.PLUS, LoopFunction.TIMES));
  }

  @Test
  void whatIsDearIsComputedOnce() {
    Tensor shared = input("x", 64, 16).log();
    assertThat(units(fast(), shared.times(2), shared.times(3))).hasSize(3);
  }

  @Test
  void productsTakeUpBiasesAndEachOther() {
    Tensor x = input("x", 8, 5);
    Tensor product = x.matmul(input("w", 5, 3)).plus(input("b", 3));
    Tensor sum = product.plus(x.matmul(input("v", 5, 3)));
    List<Unit> units = units(fast(), sum);
    assertThat(units).hasSize(2).allMatch(Unit.Product.class::isInstance);
    assertThat(((Unit.Product) units.get(0)).row()).isPresent();
    assertThat(((Unit.Product) units.get(1)).whole()).contains(units.get(0).result());
  }

  @Test
  void aProductThatIsUsedTwiceStays() {
    Tensor product = input("x", 8, 5).matmul(input("w", 5, 3));
    List<Unit> units = units(fast(), product.plus(input("b", 3)), product.square());
    assertThat(units.stream().filter(Unit.Product.class::isInstance).map(Unit::result))
        .allMatch(result -> result.inputs().size() == 2)
        .hasSize(1);
  }

  @Test
  void aReluAndItsGradientHaveNoChoice() {
    Variable weight = new Variable("weight", Shape.of(5, 3));
    Tensor hidden = input("x", 8, 5).matmul(graph.read(weight)).relu();
    Tensor loss = hidden.square().sum();
    Tensor gradient = Gradients.of(loss, List.of(graph.read(weight))).get(0);
    assertThat(all(units(fast(), loss, gradient)))
        .contains(LoopFunction.RELU, LoopFunction.GATE)
        .doesNotContain(LoopFunction.WHERE, LoopFunction.GREATER_THAN);
    assertThat(all(units(FloatEngine.exact(1), loss, gradient)))
        .contains(LoopFunction.WHERE, LoopFunction.GREATER_THAN)
        .doesNotContain(LoopFunction.RELU, LoopFunction.GATE);
  }

  @Test
  void aSoftplusIsComputedFromTheSigmoidOfItsGradient() {
    Tensor x = input("x", 8, 5);
    Tensor loss = x.times(2).softplus().sum();
    Tensor gradient = Gradients.of(loss, List.of(x)).get(0);
    assertThat(all(units(fast(), loss, gradient))).contains(LoopFunction.SOFTPLUS_BESIDE);
    assertThat(all(units(fast(), loss))).doesNotContain(LoopFunction.SOFTPLUS_BESIDE);
    assertThat(all(units(FloatEngine.exact(1), loss, gradient)))
        .doesNotContain(LoopFunction.SOFTPLUS_BESIDE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void softplusAndSigmoidAreExactInEitherOrder(boolean sigmoidFirst) {
    float[] values = {
      Float.NEGATIVE_INFINITY,
      -80,
      -30,
      -5,
      -1,
      -1e-3f,
      -1e-20f,
      0,
      1e-20f,
      1e-3f,
      0.5f,
      1,
      5,
      30,
      200,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NaN
    };
    Tensor x = input("x", values.length);
    Tensor first = sigmoidFirst ? x.sigmoid() : x.softplus();
    Tensor second = sigmoidFirst ? x.softplus() : x.sigmoid();
    Program program =
        Program.builder("both").output("first", first).output("second", second).build();
    List<double[]> got =
        Sample.run(Precision.FLOAT32, program, List.of(new Feed(x.type(), doubles(values))));
    double[] softplus = got.get(sigmoidFirst ? 1 : 0);
    double[] sigmoid = got.get(sigmoidFirst ? 0 : 1);
    for (int i = 0; i < values.length; i++) {
      double v = values[i];
      double expected = Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
      assertThat(softplus[i]).as("softplus(%s)", v).isCloseTo(expected, withinPercentage(1e-4));
      assertThat(sigmoid[i])
          .as("sigmoid(%s)", v)
          .isCloseTo(1 / (1 + Math.exp(-v)), withinPercentage(1e-4));
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static List<LoopFunction> all(List<Unit> units) {
    List<LoopFunction> functions = new ArrayList<>();
    for (Unit unit : units) {
      if (unit instanceof Unit.Loop) {
        functions.addAll(functions(unit));
      }
    }
    return functions;
  }

  /** The gradient of a dead unit is 0 even where that of its output is infinite. */
  @Test
  void theGateLetsNothingThrough() {
    float[] outputs = {0, -0f, Float.MIN_VALUE, 1, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
    float[] gradients = {0, 1, -1e-30f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY};
    for (float output : outputs) {
      for (float gradient : gradients) {
        assertThat(LoopMath.gate(gradient, output))
            .isEqualTo(output == 0 ? 0 : gradient, within(0f));
      }
    }
  }

  @Test
  void sumsOfRowsAreLoopsOfWhatTheySum() {
    Tensor x = input("x", 9, 7);
    List<Unit> units = units(fast(), x.square().sumOver(-1));
    assertThat(units).hasSize(1);
    assertThat(((Unit.Loop) units.get(0)).code().sums()).isTrue();
    assertThat(((Unit.Loop) units.get(0)).columns()).isEqualTo(7);
  }

  @Test
  void equalNumbersAreComputedOnce() {
    Tensor rate = input("rate");
    Tensor scaled = rate.times(3).broadcastTo(Shape.of(64, 16)).plus(1).exp();
    List<Unit> units = units(fast(), input("x", 64, 16).times(scaled));
    Unit last = units.get(units.size() - 1);
    assertThat(units.subList(0, units.size() - 1)).noneMatch(unit -> unit.equals(last));
    assertThat(((Unit.Loop) last).code().numbers()).isEqualTo(1);
    assertThat(((Unit.Loop) last).code().arrays()).isEqualTo(1);
  }

  @Test
  void longLoopsStaySmallEnoughForTheJitCompiler() {
    Tensor sum = input("x0", 640, 10);
    for (int i = 1; i < 40; i++) {
      sum = sum.times(0.5).plus(input("x" + i, 640, 10));
    }
    assertThat(units(fast(), sum))
        .hasSizeBetween(8, 12)
        .allSatisfy(unit -> assertThat(((Unit.Loop) unit).code().arrays()).isLessThanOrEqualTo(5));
  }

  /** Thousands of operations in one chain: each class stays far below the limits of a method. */
  @ParameterizedTest
  @ValueSource(ints = {1, 17, 1000})
  void longChainsAreDivided(int count) {
    Tensor x = input("x", count);
    for (int i = 0; i < 3000; i++) {
      x = i % 3 == 0 ? x.plus(0.1) : i % 3 == 1 ? x.times(0.9) : x.abs();
    }
    Program program = Program.builder("chain").output("y", x).build();
    List<Feed> feeds = List.of(Feed.floats(Shape.of(count), -1, 1));
    double[] expected = Sample.run(Precision.FLOAT64, program, feeds).get(0);
    double[] got = Sample.run(Precision.FLOAT32, program, feeds).get(0);
    for (int i = 0; i < count; i++) {
      assertThat(got[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  /** Loops of one length around values of another, sums of both, and what is used by several. */
  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "STRICT_FLOAT32"})
  void mixedLengthsAgreeWithDoublePrecision(Precision precision) {
    for (int rows : new int[] {1, 2, 31}) {
      for (int columns : new int[] {1, 5, 129}) {
        Program program = mixed(rows, columns);
        List<Feed> feeds =
            List.of(
                Feed.floats(Shape.of(rows, columns), -1, 1),
                Feed.floats(Shape.of(columns), -1, 1),
                Feed.floats(Shape.scalar(), 0.5, 1));
        List<double[]> expected = Sample.run(Precision.FLOAT64, program, feeds);
        List<double[]> got = Sample.run(precision, program, feeds);
        for (int output = 0; output < expected.size(); output++) {
          for (int i = 0; i < expected.get(output).length; i++) {
            assertThat(got.get(output)[i])
                .as("output %d of [%d, %d]", output, rows, columns)
                .isCloseTo(expected.get(output)[i], withinPercentage(1e-3));
          }
        }
      }
    }
  }

  private static Program mixed(int rows, int columns) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(rows, columns)));
    Tensor b = graph.input("b", TensorType.floats(Shape.of(columns)));
    Tensor s = graph.input("s", TensorType.floats(Shape.scalar()));
    Tensor gram = x.matmul(x.transposed());
    Tensor shifted = gram.plus(gram.sumOver(0)).times(s.plus(1));
    Tensor layer = x.matmul(x.transposed()).matmul(x).plus(b).relu();
    Tensor rowSums = layer.minus(x).square().sumOver(-1);
    Tensor total = rowSums.times(s).sum().plus(shifted.mean());
    Tensor centered = layer.minus(rowSums.expandAt(-1).times(0.5));
    return Program.builder("mixed")
        .output("total", total)
        .output("centered", centered)
        .output("columns", centered.sumOver(0).plus(b))
        .output("scalar", s.times(2).plus(total))
        .build();
  }
}
