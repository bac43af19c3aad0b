package org.vae4j.backend.java;

import java.util.Optional;
import org.vae4j.backend.Program;

/**
 * Single precision. Without OpenBLAS all its arithmetic is plain Java in a fixed order, with no
 * intrinsic that may round differently elsewhere: that is the strict precision.
 */
final class FloatEngine implements Engine<float[]> {
  private final Workers workers;
  private final Optional<OpenBlas> blas;

  FloatEngine(int threads, Optional<OpenBlas> blas) {
    this.workers = new Workers(threads);
    this.blas = blas;
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
    return new FloatPlan(program, workers, blas);
  }

  @Override
  public void close() {
    workers.close();
  }
}
