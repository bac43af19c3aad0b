package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** What running a program means, against numbers worked out by hand. */
class DjlBackendTest {
  private static final Variable A = new Variable("a", Shape.of(2));
  private static final Variable B = new Variable("b", Shape.of(2));

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new DjlBackendProvider().create(BackendOptions.cpu().withThreads(1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** loss = mean((relu(x·w + b))²) over one active and one inactive unit. */
  @Test
  void stepOfGradientDescentMovesWeightsByTheGradient() {
    Variable weight = new Variable("weight", Shape.of(1, 2));
    Variable bias = new Variable("bias", Shape.of(2));
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(1, 1)));
    Tensor hidden = x.matmul(graph.read(weight)).plus(graph.read(bias)).relu();
    Tensor loss = hidden.square().mean();
    List<Tensor> gradients = Gradients.of(loss, List.of(graph.read(weight), graph.read(bias)));
    Program program =
        Program.builder("step")
            .output("loss", loss)
            .output("hidden", hidden)
            .update(
                new Update.Assign(weight, graph.read(weight).minus(gradients.get(0).times(0.5))))
            .update(new Update.Assign(bias, graph.read(bias).minus(gradients.get(1).times(0.5))))
            .build();
    try (Memory memory = backend.allocate(List.of(weight, bias));
        CompiledProgram compiled = backend.compile(program);
        Executable step = compiled.bind(memory)) {
      memory.write(weight, new float[] {2, -3});
      memory.write(bias, new float[] {1, 1});
      step.input("x").put(new float[] {2});
      step.run();
      // hidden = (5, 0), loss = 25 / 2, ∂loss/∂hidden = (5, 0), ∂loss/∂weight = 2·(5, 0),
      // ∂loss/∂bias = (5, 0)
      assertThat(step.output("hidden").toFloats()).containsExactly(5, 0);
      assertThat(step.output("loss").get(0)).isEqualTo(12.5);
      assertThat(memory.read(weight)).containsExactly(-3, -3);
      assertThat(memory.read(bias)).containsExactly(-1.5f, 1);
    }
  }

  @Test
  void everyReadSeesTheValueBeforeTheRun() {
    Graph graph = new Graph();
    Tensor a = graph.read(A);
    Tensor b = graph.read(B);
    Program swap =
        Program.builder("swap")
            .output("a", a)
            .output("reversed", b.slice(0, 1, 2))
            .update(new Update.Assign(A, b))
            .update(new Update.Assign(B, a.reshape(1, 2).reshape(2)))
            .build();
    try (Memory memory = backend.allocate(List.of(A, B));
        CompiledProgram compiled = backend.compile(swap);
        Executable run = compiled.bind(memory)) {
      memory.write(A, new float[] {1, 2});
      memory.write(B, new float[] {3, 4});
      run.run();
      assertThat(run.output("a").toFloats()).containsExactly(1, 2);
      assertThat(run.output("reversed").toFloats()).containsExactly(4);
      assertThat(memory.read(A)).containsExactly(3, 4);
      assertThat(memory.read(B)).containsExactly(1, 2);
      run.run();
      assertThat(memory.read(A)).containsExactly(1, 2);
      assertThat(memory.read(B)).containsExactly(3, 4);
    }
  }

  @Test
  void updatesAreDroppedTogetherWhereTheConditionIsZero() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(2)));
    Program program =
        Program.builder("guarded")
            .output("sum", x.sum())
            .update(new Update.Assign(A, x))
            .update(new Update.Assign(B, x.neg()))
            .commitIf(x.sum().isFinite())
            .build();
    try (Memory memory = backend.allocate(List.of(A, B));
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      run.input("x").put(new float[] {1, 2});
      run.run();
      run.input("x").put(new float[] {7, Float.NaN});
      run.run();
      assertThat(run.output("sum").get(0)).isNaN();
      assertThat(memory.read(A)).containsExactly(1, 2);
      assertThat(memory.read(B)).containsExactly(-1, -2);
    }
  }

  /**
   * The fused kernel against the definition, in double precision, with corrections that no step
   * count gives.
   */
  @Test
  void adamUpdateEqualsItsDefinition() {
    Variable m = new Variable("m", Shape.of(2));
    Variable v = new Variable("v", Shape.of(2));
    Graph graph = new Graph();
    Tensor gradient = graph.input("gradient", TensorType.floats(Shape.of(2)));
    TensorType scalar = TensorType.floats(Shape.scalar());
    Tensor rate = graph.input("rate", scalar);
    Tensor first = graph.input("first", scalar);
    Tensor second = graph.input("second", scalar);
    Update update =
        new Update.AdamUpdate(A, m, v, gradient, rate, first, second, 0.8, 0.9, 1e-3, 0.1);
    Program program = Program.builder("adam").update(update).build();
    try (Memory memory = backend.allocate(List.of(m, A, v));
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      memory.write(A, new float[] {1, -2});
      memory.write(m, new float[] {0.5f, 0});
      memory.write(v, new float[] {0.25f, 0});
      run.input("gradient").put(new float[] {3, 0});
      run.input("rate").put(0, 0.01);
      run.input("first").put(0, 0.3);
      run.input("second").put(0, 0.2);
      run.run();
      double nextM = 0.8 * 0.5 + 0.2 * 3;
      double nextV = 0.9 * 0.25 + 0.1 * 9;
      double expected = 1 - 0.01 * 0.1 - 0.01 * (nextM / 0.3) / (Math.sqrt(nextV / 0.2) + 1e-3);
      assertThat(memory.read(m)[0]).isCloseTo((float) nextM, within(1e-6f));
      assertThat(memory.read(v)[0]).isCloseTo((float) nextV, within(1e-6f));
      assertThat(memory.read(A)[0]).isCloseTo((float) expected, within(1e-6f));
      assertThat(memory.read(A)[1]).isCloseTo(-2 * (1 - 0.001f), within(1e-6f));
      assertThat(memory.read(m)[1]).isZero();
    }
  }

  /** The fused kernel walks through memory and would take them for something else. */
  @Test
  void adamTakesGradientsThatAreViews() {
    Shape shape = Shape.of(2, 3);
    Variable transposed = new Variable("transposed", shape);
    Variable repeated = new Variable("repeated", shape);
    Variable itself = new Variable("itself", shape);
    List<Variable> variables = new ArrayList<>();
    Graph graph = new Graph();
    Tensor one = graph.fill(1, Shape.scalar());
    Tensor column = graph.input("column", TensorType.floats(Shape.of(2, 1)));
    Tensor flipped = graph.input("flipped", TensorType.floats(Shape.of(3, 2)));
    Map<Variable, Tensor> gradients = new LinkedHashMap<>();
    gradients.put(transposed, flipped.transposed());
    gradients.put(repeated, column.broadcastTo(shape));
    gradients.put(itself, graph.read(itself));
    Program.Builder program = Program.builder("views");
    gradients.forEach(
        (variable, gradient) -> {
          Variable m = new Variable(variable.name() + "/m", shape);
          Variable v = new Variable(variable.name() + "/v", shape);
          variables.addAll(List.of(variable, m, v));
          // With β₁ = β₂ = 0 the step is the gradient's sign.
          program.update(
              new Update.AdamUpdate(variable, m, v, gradient, one, one, one, 0, 0, 0, 0));
        });
    try (Memory memory = backend.allocate(variables);
        CompiledProgram compiled = backend.compile(program.build());
        Executable run = compiled.bind(memory)) {
      memory.write(itself, new float[] {5, -5, 5, -5, 5, -5});
      run.input("column").put(new float[] {-2, 3});
      run.input("flipped").put(new float[] {1, -1, 2, -2, -3, 3});
      run.run();
      assertThat(memory.read(transposed)).containsExactly(-1, -1, 1, 1, 1, -1);
      assertThat(memory.read(repeated)).containsExactly(1, 1, 1, -1, -1, -1);
      assertThat(memory.read(itself)).containsExactly(4, -4, 4, -4, 4, -4);
    }
  }

  @Test
  void momentsOfDeadUnitsStayOutOfTheDenormals() {
    Variable m = new Variable("m", Shape.of(2));
    Variable v = new Variable("v", Shape.of(2));
    Graph graph = new Graph();
    Tensor one = graph.fill(1, Shape.scalar());
    Tensor zero = graph.fill(0, Shape.of(2));
    Update update = new Update.AdamUpdate(A, m, v, zero, one, one, one, 0.5, 0.5, 1e-8, 0);
    try (Memory memory = backend.allocate(List.of(A, m, v));
        CompiledProgram compiled = backend.compile(Program.builder("dead").update(update).build());
        Executable run = compiled.bind(memory)) {
      memory.write(m, new float[] {1, 1e-30f});
      memory.write(v, new float[] {1, 1e-30f});
      for (int i = 0; i < 256; i++) {
        run.run();
      }
      assertThat(memory.read(m)).containsExactly(0, 0);
      assertThat(memory.read(v)[0]).isGreaterThan(Float.MIN_NORMAL);
    }
  }

  @Test
  void restoredMemoryHoldsTheSnapshot() {
    try (Memory memory = backend.allocate(List.of(A, B))) {
      memory.write(A, new float[] {1, 2});
      try (Memory.Snapshot snapshot = memory.snapshot()) {
        memory.write(A, new float[] {8, 9});
        memory.write(B, new float[] {8, 9});
        memory.restore(snapshot);
        assertThat(memory.read(A)).containsExactly(1, 2);
        assertThat(memory.read(B)).containsExactly(0, 0);
      }
    }
  }

  @Test
  void foreignAndClosedSnapshotsAreRefused() {
    try (Memory memory = backend.allocate(List.of(A));
        Memory other = backend.allocate(List.of(A))) {
      Memory.Snapshot snapshot = other.snapshot();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> memory.restore(snapshot))
          .withMessageContaining("snapshot");
      snapshot.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> other.restore(snapshot))
          .withMessageContaining("closed");
    }
  }

  @Test
  void badIndexFailsTheRunBeforeAnyUpdate() {
    Graph graph = new Graph();
    Tensor index = graph.input("index", TensorType.ints(Shape.of(1)));
    Tensor row = graph.read(A).gather(index);
    Program program =
        Program.builder("lookup")
            .output("row", row)
            .update(new Update.Assign(B, row.broadcastTo(Shape.of(2))))
            .build();
    try (Memory memory = backend.allocate(List.of(A, B));
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      memory.write(A, new float[] {5, 6});
      run.input("index").put(new int[] {1});
      run.run();
      assertThat(memory.read(B)).containsExactly(6, 6);
      for (int bad : new int[] {-1, 2}) {
        run.input("index").put(new int[] {bad});
        assertThatIllegalArgumentException()
            .isThrownBy(run::run)
            .withMessage(
                "program 'lookup' of 4 tensors: gather: expected indices in [0, 2), got %d to %d",
                bad, bad);
      }
      assertThat(memory.read(B)).containsExactly(6, 6);
    }
  }

  @Test
  void divisionOfWholeNumbersByZeroFailsTheRun() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.ints(Shape.of(2)));
    try (Memory memory = backend.allocate(List.of());
        CompiledProgram compiled =
            backend.compile(Program.builder("p").output("y", x.floorDiv(0)).build());
        Executable run = compiled.bind(memory)) {
      assertThatIllegalArgumentException().isThrownBy(run::run).withMessageContaining("by zero");
    }
  }

  @Test
  void bindNamesTheVariableThatMemoryLacks() {
    Graph graph = new Graph();
    Program program = Program.builder("p").output("sum", graph.read(A).plus(graph.read(B))).build();
    try (Memory memory = backend.allocate(List.of(A));
        CompiledProgram compiled = backend.compile(program)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.bind(memory))
          .withMessageContaining("b [2]");
    }
  }

  @Test
  void usedAfterCloseNamesTheOwner() {
    Graph graph = new Graph();
    Program program = Program.builder("p").output("a", graph.read(A)).build();
    Memory memory = backend.allocate(List.of(A));
    CompiledProgram compiled = backend.compile(program);
    Executable run = compiled.bind(memory);
    memory.close();
    memory.close();
    assertThatIllegalStateException().isThrownBy(run::run).withMessageContaining("memory");
    run.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> run.output("a"))
        .withMessageContaining("program 'p'");
    compiled.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> compiled.bind(memory))
        .withMessageContaining("program 'p'");
  }

  @Test
  void backendsWithAnotherNumberOfThreadsEachComputeWithTheirs() {
    try (Backend two = new DjlBackendProvider().create(BackendOptions.cpu().withThreads(2))) {
      for (Backend each : List.of(two, backend, two)) {
        try (Memory memory = each.allocate(List.of(A));
            Memory.Snapshot snapshot = memory.snapshot()) {
          memory.restore(snapshot);
          assertThat(JniUtils.getNumThreads()).isEqualTo(each.info().threads());
        }
      }
      assertThat(List.of(two.info().threads(), backend.info().threads())).containsExactly(2, 1);
    }
  }

  @Test
  void threadsShareAMemoryWithAnExecutableEach() throws Exception {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(2)));
    Program program = Program.builder("shared").output("y", x.plus(graph.read(A))).build();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Memory memory = backend.allocate(List.of(A));
        CompiledProgram compiled = backend.compile(program)) {
      memory.write(A, new float[] {10, 20});
      List<Future<Boolean>> agreed = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        float own = thread;
        agreed.add(pool.submit(() -> sumsAgree(compiled, memory, own)));
      }
      for (Future<Boolean> each : agreed) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static boolean sumsAgree(CompiledProgram compiled, Memory memory, float own) {
    boolean agree = true;
    try (Executable run = compiled.bind(memory)) {
      for (int i = 0; i < 500; i++) {
        run.input("x").put(new float[] {own, i});
        run.run();
        agree &= run.output("y").get(0) == 10 + own && run.output("y").get(1) == 20 + i;
      }
    }
    return agree;
  }

  /**
   * Random masks, infinities and NaN where they are not chosen, at a size that takes the arithmetic
   * route.
   */
  @Test
  void choiceKeepsOutWhatItDoesNotChoose() {
    int n = 1031;
    float[] condition = new float[n];
    float[] left = new float[n];
    float[] right = new float[n];
    float[] expected = new float[n];
    Random random = new Random(5);
    for (int i = 0; i < n; i++) {
      boolean first = random.nextBoolean();
      float other =
          List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3f)
              .get(random.nextInt(4));
      expected[i] = random.nextFloat() - 0.5f;
      condition[i] = first ? List.of(1f, -2f, Float.NaN).get(random.nextInt(3)) : 0;
      left[i] = first ? expected[i] : other;
      right[i] = first ? other : expected[i];
    }
    Graph graph = new Graph();
    TensorType type = TensorType.floats(Shape.of(n));
    Tensor c = graph.input("c", type);
    Tensor a = graph.input("a", type);
    Tensor b = graph.input("b", type);
    Tensor zero = graph.fill(0, type);
    Program program =
        Program.builder("choice")
            .output("both", Tensor.where(c, a, b))
            .output("orZero", Tensor.where(c, a, zero))
            .output("zeroOr", Tensor.where(c, zero, b))
            .output("orTwo", Tensor.where(c, a, graph.fill(2, type)))
            .build();
    try (Memory memory = backend.allocate(List.of());
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      run.input("c").put(condition);
      run.input("a").put(left);
      run.input("b").put(right);
      run.run();
      assertThat(run.output("both").toFloats()).containsExactly(expected);
      for (int i = 0; i < n; i++) {
        boolean first = condition[i] != 0;
        assertThat(run.output("orZero").get(i)).isEqualTo(first ? expected[i] : 0);
        assertThat(run.output("zeroOr").get(i)).isEqualTo(first ? 0 : expected[i]);
        assertThat(run.output("orTwo").get(i)).isEqualTo(first ? expected[i] : 2);
      }
    }
  }

  @Test
  void optionsThatItLacksAreRefusedWithWhatHasThem() {
    DjlBackendProvider provider = new DjlBackendProvider();
    assertThatThrownBy(
            () -> provider.create(BackendOptions.cpu().withPrecision(Precision.STRICT_FLOAT32)))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("java backend");
  }
}
