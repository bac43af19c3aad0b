package org.vae4j.backend.nd4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;

/** Single precision. */
final class Floats implements Arithmetic<float[]> {
  private final int block;
  private final FloatKernels kernels;

  /** For this many numbers at a time. */
  Floats(int block) {
    this.block = block;
    this.kernels = new FloatKernels(block);
  }

  @Override
  public float[] register() {
    return new float[block];
  }

  @Override
  public void fill(float[] register, int from, int to, double value) {
    Arrays.fill(register, from, to, (float) value);
  }

  @Override
  public void read(Operand x, int from, float[] target, int at, int count) {
    ((FloatBuffer) x.numbers()).get(from, target, at, count);
  }

  @Override
  public void write(Operand y, int from, float[] source, int count) {
    ((FloatBuffer) y.numbers()).put(from, source, 0, count);
  }

  @Override
  public Kernel<float[]> relu() {
    return FloatKernels::relu;
  }

  @Override
  public Kernel<float[]> gate() {
    return FloatKernels::gate;
  }

  @Override
  public Kernel<float[]> kernel(Elementwise operation, DataType operands) {
    return kernels.of(operation);
  }
}
