package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/** Which products are rounded, how far, and where that is refused. */
class Bfloat16Test {
  /** Half the spacing of numbers of eight binary digits. */
  private static final double ROUNDING = 0x1p-9;

  @Test
  void aProcessorIsKnownByItsInstructions() {
    assertThat(Bfloat16.isSupported(List.of("flags\t\t: fpu avx512f avx512_bf16"))).isTrue();
    assertThat(Bfloat16.isSupported(List.of("vendor : x", "flags : amx_tile amx_bf16"))).isTrue();
    assertThat(Bfloat16.isSupported(List.of("Features : fp asimd bf16"))).isTrue();
    assertThat(Bfloat16.isSupported(List.of("flags : fpu avx512f", "bugs : bf16"))).isFalse();
    assertThat(Bfloat16.isSupported(List.of())).isFalse();
  }

  @Test
  void onlyLargeProductsPay() {
    assertThat(Bfloat16.pays(512, 2048, 2048)).isTrue();
    assertThat(Bfloat16.pays(128, 784, 400)).isTrue();
    assertThat(Bfloat16.pays(128, 400, 20)).isFalse();
    assertThat(Bfloat16.pays(1, 4096, 4096)).isFalse();
  }

  @Test
  void devicesWithoutItAreRefusedWithTheCure() {
    assertThatThrownBy(() -> DjlBackend.requireBfloat16(Device.cpu(), false))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("BFLOAT16", "got one without", "--precision float32");
    assertThatThrownBy(() -> DjlBackend.requireBfloat16(Device.gpu(1), true))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("BFLOAT16", "got gpu:1", "--precision float32");
  }

  private static float[] numbers(int count, int seed) {
    float[] numbers = new float[count];
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Products and a sum with one, of factors as they are and transposed. */
  @Test
  @EnabledIf("org.vae4j.backend.djl.Bfloat16#isSupported")
  void largeProductsAreRoundedAndSumsAreNot() {
    int n = 256;
    float[] left = numbers(n * n, 1);
    float[] right = numbers(n * n, 2);
    float[] bias = numbers(n, 3);
    Graph graph = new Graph();
    Tensor a = graph.input("a", TensorType.floats(Shape.of(n, n)));
    Tensor b = graph.input("b", TensorType.floats(Shape.of(n, n)));
    Tensor c = graph.input("c", TensorType.floats(Shape.of(n)));
    Program program =
        Program.builder("products")
            .output("plain", a.matmul(b))
            .output("transposed", a.transposed().matmul(b))
            .output("sum", b.matmul(a).plus(c))
            .build();
    BackendOptions options = BackendOptions.cpu().withThreads(1);
    try (Backend backend =
            new DjlBackendProvider().create(options.withPrecision(Precision.BFLOAT16));
        Memory memory = backend.allocate(List.of());
        CompiledProgram compiled = backend.compile(program);
        Executable run = compiled.bind(memory)) {
      run.input("a").put(left);
      run.input("b").put(right);
      run.input("c").put(bias);
      run.run();
      float[] plain = run.output("plain").toFloats();
      float[] transposed = run.output("transposed").toFloats();
      float[] sum = run.output("sum").toFloats();
      for (int row = 0; row < n; row += 5) {
        for (int column = 0; column < n; column += 3) {
          int at = row * n + column;
          check(plain[at], left, row * n, 1, right, column, n, 0);
          check(transposed[at], left, row, n, right, column, n, 0);
          check(sum[at], right, row * n, 1, left, column, n, bias[column]);
          assertThat(Float.floatToRawIntBits(plain[at]) & 0xffff).isZero();
        }
      }
      assertThat(Float.floatToRawIntBits(sum[0]) & 0xffff).isNotZero();
    }
  }

  /** Compares with the exact product, each factor and the result rounded once. */
  private static void check(
      float actual, float[] a, int atA, int stepA, float[] b, int atB, int stepB, float added) {
    double exact = 0;
    double magnitude = 0;
    for (int i = 0; i < 256; i++) {
      double product = (double) a[atA + i * stepA] * b[atB + i * stepB];
      exact += product;
      magnitude += Math.abs(product);
    }
    double allowed = 1.01 * ROUNDING * (2 * magnitude + Math.abs(exact));
    assertThat((double) actual).isCloseTo(exact + added, within(allowed + 1e-6));
  }
}
