package org.vae4j.backend.nd4j;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Precision;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/**
 * The numbers of a tensor in row-major order: an array of ND4J, and the same memory as Java sees
 * it. Its owner closes it; whoever holds a view of it must not use it after that.
 */
final class Operand implements AutoCloseable {
  /** What vector instructions like, whatever the allocator gives: the same sums, the same bits. */
  private static final int ALIGNMENT = 64;

  private static final byte[] ZEROS = new byte[8192];

  private final TensorType type;
  private final INDArray array;
  private final ByteBuffer bytes;
  private final Buffer numbers;

  private Operand(TensorType type, INDArray array, ByteBuffer bytes) {
    this.type = type;
    this.array = array;
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.numbers =
        type.dataType() == DataType.INT
            ? this.bytes.asIntBuffer()
            : array.dataType() == org.nd4j.linalg.api.buffer.DataType.DOUBLE
                ? this.bytes.asDoubleBuffer()
                : this.bytes.asFloatBuffer();
  }

  /** Fresh memory of zeros. */
  static Operand zeros(TensorType type, Precision precision) {
    org.nd4j.linalg.api.buffer.DataType elements = elements(type, precision);
    bytes(type, elements);
    INDArray array = Nd4j.create(elements, sizes(type.shape()), 'c');
    return new Operand(type, array, array.data().pointer().asByteBuffer());
  }

  /**
   * Fresh memory of zeros that the host may hold on to: it is freed when nobody refers to it any
   * more, even if the operand was closed long before.
   */
  static Operand host(TensorType type, Precision precision) {
    org.nd4j.linalg.api.buffer.DataType elements = elements(type, precision);
    int size = bytes(type, elements);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.addExact(size, 2 * ALIGNMENT))
            .alignedSlice(ALIGNMENT)
            .limit(size)
            .slice();
    DataBuffer data = Nd4j.createBuffer(new Pointer(bytes), type.shape().elementCount(), elements);
    return new Operand(type, Nd4j.create(data).reshape('c', sizes(type.shape())), bytes);
  }

  private static org.nd4j.linalg.api.buffer.DataType elements(
      TensorType type, Precision precision) {
    return type.dataType() == DataType.INT
        ? org.nd4j.linalg.api.buffer.DataType.INT32
        : precision == Precision.FLOAT64
            ? org.nd4j.linalg.api.buffer.DataType.DOUBLE
            : org.nd4j.linalg.api.buffer.DataType.FLOAT;
  }

  private static int bytes(TensorType type, org.nd4j.linalg.api.buffer.DataType elements) {
    long size = (long) type.shape().elementCount() * elements.width();
    if (size > Integer.MAX_VALUE - 2 * ALIGNMENT) {
      throw new BackendException(
          "nd4j backend: expected tensors of less than 2 GiB, got "
              + type
              + "; use smaller batches or another backend");
    }
    return (int) size;
  }

  /** The same memory under another shape. */
  Operand as(TensorType shown) {
    return shown.equals(type)
        ? this
        : new Operand(shown, array.reshape('c', sizes(shown.shape())), bytes);
  }

  private static long[] sizes(Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  TensorType type() {
    return type;
  }

  Shape shape() {
    return type.shape();
  }

  int count() {
    return type.shape().elementCount();
  }

  INDArray array() {
    return array;
  }

  /** The memory as a buffer of the host. */
  HostBuffer view() {
    if (numbers instanceof FloatBuffer floats) {
      return HostBuffer.of(type, floats);
    } else if (numbers instanceof DoubleBuffer doubles) {
      return HostBuffer.of(type, doubles);
    }
    return HostBuffer.of(type, (IntBuffer) numbers);
  }

  /** The memory as a buffer of its element type, for bulk copies at given places. */
  Buffer numbers() {
    return numbers;
  }

  double get(int at) {
    if (numbers instanceof FloatBuffer floats) {
      return floats.get(at);
    } else if (numbers instanceof DoubleBuffer doubles) {
      return doubles.get(at);
    }
    return ((IntBuffer) numbers).get(at);
  }

  /** Replaces one number, rounded to the element type; a whole one wraps around. */
  void set(int at, double value) {
    if (numbers instanceof FloatBuffer floats) {
      floats.put(at, (float) value);
    } else if (numbers instanceof DoubleBuffer doubles) {
      doubles.put(at, value);
    } else {
      ((IntBuffer) numbers).put(at, (int) (long) value);
    }
  }

  /** Copies numbers of another operand of the same element type. */
  void copy(int at, Operand source, int from, int count) {
    int width = bytes.capacity() / numbers.capacity();
    bytes.put(at * width, source.bytes, from * width, count * width);
  }

  /**
   * Copies numbers that lie apart from one another, of another operand of the same element type.
   */
  void copyStrided(int at, int stride, Operand source, int from, int sourceStride, int count) {
    if (numbers instanceof DoubleBuffer doubles) {
      strided(doubles, at, stride, (DoubleBuffer) source.numbers, from, sourceStride, count);
    } else if (numbers instanceof FloatBuffer floats) {
      strided(floats, at, stride, (FloatBuffer) source.numbers, from, sourceStride, count);
    } else {
      strided(
          (IntBuffer) numbers, at, stride, (IntBuffer) source.numbers, from, sourceStride, count);
    }
  }

  private static void strided(
      FloatBuffer y, int at, int stride, FloatBuffer x, int from, int sourceStride, int count) {
    for (int i = 0; i < count; i++) {
      y.put(at + i * stride, x.get(from + i * sourceStride));
    }
  }

  private static void strided(
      DoubleBuffer y, int at, int stride, DoubleBuffer x, int from, int sourceStride, int count) {
    for (int i = 0; i < count; i++) {
      y.put(at + i * stride, x.get(from + i * sourceStride));
    }
  }

  private static void strided(
      IntBuffer y, int at, int stride, IntBuffer x, int from, int sourceStride, int count) {
    for (int i = 0; i < count; i++) {
      y.put(at + i * stride, x.get(from + i * sourceStride));
    }
  }

  /** Sets all numbers to 0. */
  void clear() {
    for (int at = 0; at < bytes.capacity(); at += ZEROS.length) {
      bytes.put(at, ZEROS, 0, Math.min(ZEROS.length, bytes.capacity() - at));
    }
  }

  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
  }
}
