package org.vae4j.backend.java;

import java.util.Optional;
import org.vae4j.backend.Program;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Tensor;

/**
 * Single precision. If it is exact, all its arithmetic is plain Java in a fixed order, with no
 * intrinsic that may round differently elsewhere: that is the strict precision. Else it may take
 * shortcuts that round differently, and use OpenBLAS.
 */
final class FloatEngine implements Engine<float[]> {
  private final boolean exact;
  private final Workers workers;
  private final double worthLoading;

  private FloatEngine(boolean exact, int threads, double worthLoading) {
    this.exact = exact;
    this.workers = new Workers(threads);
    this.worthLoading = worthLoading;
  }

  /** The strict precision. */
  static FloatEngine exact(int threads) {
    return new FloatEngine(true, threads, Double.POSITIVE_INFINITY);
  }

  /**
   * The fast precision.
   *
   * @param worthLoading how many multiplications of a run make OpenBLAS worth loading
   */
  static FloatEngine fast(int threads, double worthLoading) {
    return new FloatEngine(false, threads, worthLoading);
  }

  /** Whether each operation must give the bits that it would give alone. */
  boolean isExact() {
    return exact;
  }

  /** The threads that help its computations. */
  Workers workers() {
    return workers;
  }

  /**
   * The library for the products of a program, if it may be used, is there and is worth loading:
   * for a training, and for large products. What a program computes with depends on nothing else,
   * so that equal runs give equal bits.
   */
  Optional<OpenBlas> blas(Program program) {
    boolean repeats = !program.updates().isEmpty() && worthLoading < Double.POSITIVE_INFINITY;
    return repeats || multiplications(program) >= worthLoading ? OpenBlas.find() : Optional.empty();
  }

  private static double multiplications(Program program) {
    double count = 0;
    for (Tensor tensor : program.tensors()) {
      if (tensor.operation() instanceof LinearAlgebra.Matmul matmul) {
        int axis = matmul.transposeLeft() ? -2 : -1;
        count += (double) tensor.shape().elementCount() * tensor.input(0).shape().size(axis);
      }
    }
    return count;
  }

  @Override
  public float[] allocate(int count) {
    return new float[count];
  }

  @Override
  public float[] toFloats(float[] numbers) {
    return numbers.clone();
  }

  @Override
  public void set(float[] numbers, float[] values) {
    System.arraycopy(values, 0, numbers, 0, values.length);
  }

  @Override
  public Plan<float[]> plan(Program program) {
    return new FloatPlan(program, this);
  }

  @Override
  public void close() {
    workers.close();
  }
}
