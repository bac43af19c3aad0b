package org.vae4j.backend.java;

import org.vae4j.backend.Program;

/**
 * Double precision, computed as plainly as possible: what the other arithmetics are tested against.
 */
final class DoubleEngine implements Engine<double[]> {
  @Override
  public double[] allocate(int count) {
    return new double[count];
  }

  @Override
  public float[] toFloats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @Override
  public void set(double[] numbers, float[] values) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
  }

  @Override
  public Plan<double[]> plan(Program program) {
    return new DoublePlan(program);
  }

  @Override
  public void close() {}
}
