package org.vae4j.backend.java;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vae4j.backend.Program;

/**
 * Single precision. If it is exact, all its arithmetic is plain Java in a fixed order, with no
 * intrinsic that may round differently elsewhere: that is the strict precision. Else it may take
 * shortcuts that round differently, and use a native BLAS.
 */
final class FloatEngine implements Engine<float[]> {
  private final boolean exact;
  private final Workers workers;
  private final boolean usesLibrary;

  /** Of all programs, so that the JIT compiler works once for all layers, fits and encodings. */
  private final Map<LoopCode, LoopKernel> kernels = new ConcurrentHashMap<>();

  private FloatEngine(boolean exact, int threads, boolean usesLibrary) {
    this.exact = exact;
    this.workers = new Workers(threads);
    this.usesLibrary = usesLibrary;
  }

  /** The strict precision. */
  static FloatEngine exact(int threads) {
    return new FloatEngine(true, threads, false);
  }

  /**
   * The fast precision.
   *
   * @param usesLibrary whether a native BLAS computes products, if it is there
   */
  static FloatEngine fast(int threads, boolean usesLibrary) {
    return new FloatEngine(false, threads, usesLibrary);
  }

  /** Whether each operation must give the bits that it would give alone. */
  boolean isExact() {
    return exact;
  }

  /** The threads that help its computations. */
  Workers workers() {
    return workers;
  }

  /** The library for its products, if it may be used and is there; loaded when first asked for. */
  Optional<NativeBlas> blas() {
    return usesLibrary ? NativeBlas.find() : Optional.empty();
  }

  /** The compiled loop of this code. */
  LoopKernel kernel(LoopCode code) {
    return kernels.computeIfAbsent(code, LoopCompiler::kernel);
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
