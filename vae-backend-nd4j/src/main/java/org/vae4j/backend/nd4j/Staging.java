package org.vae4j.backend.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Brings numbers from an operand to a heap array and back, a block at a time: loops over heap
 * arrays are what the JIT compiler vectorizes, loops over memory outside the heap it does not. In
 * between all numbers are doubles, which hold every float and every int exactly. One for each
 * thread.
 */
final class Staging {
  /** So many numbers are computed at a time: a few arrays of them stay in the first-level cache. */
  static final int BLOCK = 512;

  private final float[] floats = new float[BLOCK];
  private final int[] ints = new int[BLOCK];

  /** Reads any number of numbers. */
  void read(Operand x, int from, double[] target, int at, int count) {
    if (x.numbers() instanceof DoubleBuffer doubles) {
      doubles.get(from, target, at, count);
      return;
    }
    for (int done = 0; done < count; done += BLOCK) {
      int size = Math.min(BLOCK, count - done);
      if (x.numbers() instanceof FloatBuffer buffer) {
        buffer.get(from + done, floats, 0, size);
        widen(floats, target, at + done, size);
      } else {
        ((IntBuffer) x.numbers()).get(from + done, ints, 0, size);
        widen(ints, target, at + done, size);
      }
    }
  }

  /** Writes any number of numbers, rounded to the operand's element type. */
  void write(Operand y, int from, double[] source, int at, int count) {
    if (y.numbers() instanceof DoubleBuffer doubles) {
      doubles.put(from, source, at, count);
      return;
    }
    for (int done = 0; done < count; done += BLOCK) {
      int size = Math.min(BLOCK, count - done);
      if (y.numbers() instanceof FloatBuffer buffer) {
        narrow(source, at + done, floats, size);
        buffer.put(from + done, floats, 0, size);
      } else {
        narrow(source, at + done, ints, size);
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
