package org.vae4j.backend.nd4j;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * From floats to their bits and back by copying. The JIT compiler vectorizes loops of floats and
 * loops of bits, but no step from one to the other.
 */
final class FloatBits {
  private final FloatBuffer floats;
  private final IntBuffer ints;

  /** For up to this many numbers. */
  FloatBits(int block) {
    ByteBuffer memory = ByteBuffer.allocate(block * Float.BYTES).order(ByteOrder.nativeOrder());
    this.floats = memory.asFloatBuffer();
    this.ints = memory.asIntBuffer();
  }

  void toBits(float[] x, int[] bits, int count) {
    floats.put(0, x, 0, count);
    ints.get(0, bits, 0, count);
  }

  void toFloats(int[] bits, float[] x, int count) {
    ints.put(0, bits, 0, count);
    floats.get(0, x, 0, count);
  }
}
