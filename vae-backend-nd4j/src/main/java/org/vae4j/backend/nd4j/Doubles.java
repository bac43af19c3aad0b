package org.vae4j.backend.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;

/** Double precision, in which also every float and every int is exact. */
final class Doubles implements Arithmetic<double[]> {
  private final int block;
  private final float[] floats;
  private final int[] ints;

  /** For this many numbers at a time. */
  Doubles(int block) {
    this.block = block;
    this.floats = new float[block];
    this.ints = new int[block];
  }

  @Override
  public double[] register() {
    return new double[block];
  }

  @Override
  public void fill(double[] register, int from, int to, double value) {
    Arrays.fill(register, from, to, value);
  }

  @Override
  public Kernel<double[]> relu() {
    return DoubleKernels::relu;
  }

  @Override
  public Kernel<double[]> gate() {
    return DoubleKernels::gate;
  }

  @Override
  public Kernel<double[]> kernel(Elementwise operation, DataType operands) {
    return DoubleKernels.of(operation, operands);
  }

  /** Reads any number of numbers. */
  @Override
  public void read(Operand x, int from, double[] target, int at, int count) {
    if (x.numbers() instanceof DoubleBuffer doubles) {
      doubles.get(from, target, at, count);
      return;
    }
    for (int done = 0; done < count; done += block) {
      int size = Math.min(block, count - done);
      if (x.numbers() instanceof FloatBuffer buffer) {
        buffer.get(from + done, floats, 0, size);
        widen(floats, target, at + done, size);
      } else {
        ((IntBuffer) x.numbers()).get(from + done, ints, 0, size);
        widen(ints, target, at + done, size);
      }
    }
  }

  /** Writes any number of numbers. */
  @Override
  public void write(Operand y, int from, double[] source, int count) {
    if (y.numbers() instanceof DoubleBuffer doubles) {
      doubles.put(from, source, 0, count);
      return;
    }
    for (int done = 0; done < count; done += block) {
      int size = Math.min(block, count - done);
      if (y.numbers() instanceof FloatBuffer buffer) {
        narrow(source, done, floats, size);
        buffer.put(from + done, floats, 0, size);
      } else {
        narrow(source, done, ints, size);
        ((IntBuffer) y.numbers()).put(from + done, ints, 0, size);
      }
    }
  }

  private static void widen(float[] x, double[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = x[i];
    }
  }

  private static void widen(int[] x, double[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = x[i];
    }
  }

  private static void narrow(double[] x, int from, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = (float) x[from + i];
    }
  }

  private static void narrow(double[] x, int from, int[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = (int) x[from + i];
    }
  }
}
