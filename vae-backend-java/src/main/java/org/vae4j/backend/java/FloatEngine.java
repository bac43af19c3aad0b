package org.vae4j.backend.java;

import org.vae4j.backend.Program;

/**
 * Single precision. All its arithmetic is plain Java in a fixed order, with no intrinsic that may
 * round differently elsewhere, so it serves the strict precision as it is.
 */
final class FloatEngine implements Engine<float[]> {
  private final Workers workers;

  FloatEngine(int threads) {
    this.workers = new Workers(threads);
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
    return new FloatPlan(program, workers);
  }

  @Override
  public void close() {
    workers.close();
  }
}
