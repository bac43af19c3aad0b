package org.vae4j.backend;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.TensorType;

/**
 * The host's side of one input or output of an executable: its numbers in row-major order, in
 * whatever the backend reads without another copy (a heap array, memory outside the heap). It is
 * reused for every run; values stay until overwritten.
 */
public final class HostBuffer {
  private final TensorType type;
  private final Buffer numbers;

  private HostBuffer(TensorType type, DataType expected, Buffer numbers) {
    if (type.dataType() != expected || numbers.capacity() != type.shape().elementCount()) {
      throw new IllegalArgumentException(
          "host buffer for "
              + type
              + ": expected "
              + type.shape().elementCount()
              + " numbers, got "
              + numbers.capacity()
              + " of "
              + expected);
    }
    this.type = type;
    this.numbers = numbers;
  }

  /** A view of FLOAT numbers in single precision. */
  public static HostBuffer of(TensorType type, FloatBuffer numbers) {
    return new HostBuffer(type, DataType.FLOAT, numbers);
  }

  /** A view of FLOAT numbers in double precision. */
  public static HostBuffer of(TensorType type, DoubleBuffer numbers) {
    return new HostBuffer(type, DataType.FLOAT, numbers);
  }

  /** A view of INT numbers. */
  public static HostBuffer of(TensorType type, IntBuffer numbers) {
    return new HostBuffer(type, DataType.INT, numbers);
  }

  /** The shape and data type. */
  public TensorType type() {
    return type;
  }

  /** Writes {@code count} numbers from an array, starting at a place of this buffer. */
  public void put(int at, float[] source, int from, int count) {
    if (numbers instanceof FloatBuffer floats) {
      floats.put(at, source, from, count);
    } else {
      for (int i = 0; i < count; i++) {
        put(at + i, source[from + i]);
      }
    }
  }

  /** Writes all numbers from an array of the same size. */
  public void put(float[] source) {
    requireSize(source.length);
    put(0, source, 0, source.length);
  }

  /** Writes all numbers from an array of the same size. */
  public void put(int[] source) {
    requireSize(source.length);
    for (int i = 0; i < source.length; i++) {
      put(i, source[i]);
    }
  }

  /** Writes all numbers from an array of the same size. */
  public void put(double[] source) {
    requireSize(source.length);
    for (int i = 0; i < source.length; i++) {
      put(i, source[i]);
    }
  }

  /** Writes one number. */
  public void put(int at, double value) {
    if (numbers instanceof FloatBuffer floats) {
      floats.put(at, (float) value);
    } else if (numbers instanceof DoubleBuffer doubles) {
      doubles.put(at, value);
    } else {
      ((IntBuffer) numbers).put(at, (int) value);
    }
  }

  /** One number. */
  public double get(int at) {
    if (numbers instanceof FloatBuffer floats) {
      return floats.get(at);
    } else if (numbers instanceof DoubleBuffer doubles) {
      return doubles.get(at);
    }
    return ((IntBuffer) numbers).get(at);
  }

  /** Copies {@code count} numbers, starting at a place of this buffer, into an array. */
  public void get(int at, float[] target, int from, int count) {
    if (numbers instanceof FloatBuffer floats) {
      floats.get(at, target, from, count);
    } else {
      for (int i = 0; i < count; i++) {
        target[from + i] = (float) get(at + i);
      }
    }
  }

  /** All numbers, in single precision. */
  public float[] toFloats() {
    float[] floats = new float[numbers.capacity()];
    get(0, floats, 0, floats.length);
    return floats;
  }

  /** All numbers, in double precision. */
  public double[] toDoubles() {
    double[] doubles = new double[numbers.capacity()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = get(i);
    }
    return doubles;
  }

  private void requireSize(int size) {
    if (size != numbers.capacity()) {
      throw new IllegalArgumentException(
          "host buffer for " + type + ": expected " + numbers.capacity() + " numbers, got " + size);
    }
  }
}
