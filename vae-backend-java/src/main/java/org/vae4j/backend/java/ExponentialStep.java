package org.vae4j.backend.java;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.vae4j.tensor.UnaryFunction;

/**
 * The exponential and the two functions of networks that are made of it, several times faster than
 * one call a number. The work is cut into passes over a piece that stays in the cache, because the
 * JIT compiler vectorizes loops of floats and loops of bits but no step from one to the other: that
 * is a copy. Plain arithmetic throughout, so the bits are the same everywhere; within two units in
 * the last place, but a sigmoid below the smallest normal number may be 0.
 */
final class ExponentialStep implements Step {
  private static final int PIECE = 1024;

  private static final float LOG2_E = 1.44269504f;

  /**
   * log 2 in two parts, of which the first has so few bits that its products with whole numbers are
   * exact.
   */
  private static final float LOG_2_HIGH = 0.693359375f;

  private static final float LOG_2_LOW = -2.12194440e-4f;

  /** Adding and subtracting it rounds to a whole number. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

  /** Beyond this eˣ or e⁻ˣ is no normal number. */
  private static final float LIMIT = 87;

  /** The largest k of numbers that are surely within the limit. */
  private static final int LARGEST = 125;

  private final UnaryFunction function;
  private final float[] x;
  private final float[] y;
  private final int begin;
  private final int end;
  private final float[] argument;
  private final float[] power;
  private final float[] series;
  private final int[] bits;
  private final Copies copies;

  /** Two views of the same memory: what is put in as a float comes out as its bits. */
  private record Copies(FloatBuffer floats, IntBuffer ints) {
    static Copies of(int count) {
      ByteBuffer memory =
          ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
      return new Copies(memory.asFloatBuffer(), memory.asIntBuffer());
    }
  }

  /** The step of {@code EXP}, {@code SIGMOID} or {@code SOFTPLUS}; threads share a long one. */
  static Step of(UnaryFunction function, float[] x, float[] y, Workers workers) {
    int parts = LoopStep.parts(y.length, 1, workers);
    ExponentialStep[] shares = new ExponentialStep[parts];
    for (int part = 0; part < parts; part++) {
      int begin = LoopStep.start(part, parts, y.length);
      int end = LoopStep.start(part + 1, parts, y.length);
      shares[part] = new ExponentialStep(function, x, y, begin, end);
    }
    return workers.step(parts, part -> shares[part].run());
  }

  private ExponentialStep(UnaryFunction function, float[] x, float[] y, int begin, int end) {
    this.function = function;
    this.x = x;
    this.y = y;
    this.begin = begin;
    this.end = end;
    int piece = Math.min(PIECE, end - begin);
    this.argument = new float[piece];
    this.power = new float[piece];
    this.series = new float[piece];
    this.bits = new int[piece];
    this.copies = Copies.of(piece);
  }

  @Override
  public void run() {
    for (int from = begin; from < end; from += argument.length) {
      int count = Math.min(argument.length, end - from);
      System.arraycopy(x, from, argument, 0, count);
      switch (function) {
        case EXP -> exponential();
        case SIGMOID -> {
          negate(argument);
          exponential();
          invert(series);
        }
        case SOFTPLUS -> {
          fold(argument);
          exponential();
          logarithm(series);
          System.arraycopy(x, from, argument, 0, count);
          addPositive(argument, series);
        }
        default -> throw new IllegalArgumentException("expected an exponential, got " + function);
      }
      System.arraycopy(series, 0, y, from, count);
    }
  }

  /** series ← exp(argument): 2ᵏ·eʳ with argument = k·log 2 + r. */
  private void exponential() {
    round(argument, power);
    expand(argument, power, series);
    shift(argument, power);
    copies.floats().put(0, power);
    copies.ints().get(0, bits);
    boolean extreme = raise(bits) > 0;
    copies.ints().put(0, bits);
    copies.floats().get(0, power);
    multiply(power, series);
    if (extreme) {
      replaceExtremes(argument, series);
    }
  }

  private static void round(float[] x, float[] k) {
    for (int i = 0; i < k.length; i++) {
      k[i] = (x[i] * LOG2_E + ROUNDER) - ROUNDER;
    }
  }

  /** The same k with the rounder in it, which has k in its last bits. */
  private static void shift(float[] x, float[] k) {
    for (int i = 0; i < k.length; i++) {
      k[i] = x[i] * LOG2_E + ROUNDER;
    }
  }

  /**
   * The bits of 2ᵏ.
   *
   * @return how many of them are wrong since k is too large, too small or NaN
   */
  private static int raise(int[] bits) {
    int extremes = 0;
    for (int i = 0; i < bits.length; i++) {
      int k = bits[i] - ROUNDER_BITS;
      bits[i] = (k + 127) << 23;
      extremes += ((LARGEST + k) | (LARGEST - k)) >>> 31;
    }
    return extremes;
  }

  private static void multiply(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] * x[i];
    }
  }

  private static void replaceExtremes(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      if (!(Math.abs(x[i]) <= LIMIT)) {
        y[i] = (float) SingleFunctions.exp(x[i]);
      }
    }
  }

  /** The Taylor series of eʳ, |r| ≤ ½ log 2. */
  private static void expand(float[] x, float[] k, float[] y) {
    for (int i = 0; i < y.length; i++) {
      float r = (x[i] - k[i] * LOG_2_HIGH) - k[i] * LOG_2_LOW;
      y[i] =
          1
              + r
                  * (1
                      + r
                          * (1f / 2
                              + r
                                  * (1f / 6
                                      + r
                                          * (1f / 24
                                              + r
                                                  * (1f / 120
                                                      + r * (1f / 720 + r * (1f / 5040)))))));
    }
  }

  private static void negate(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
  }

  private static void invert(float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = 1 / (1 + y[i]);
    }
  }

  /** x ← −|x|. */
  private static void fold(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -Math.abs(x[i]);
    }
  }

  /** y ← log(1 + y) = 2 artanh(s) with s = y / (2 + y), for y in [0, 1]. */
  private static void logarithm(float[] y) {
    for (int i = 0; i < y.length; i++) {
      float s = y[i] / (2 + y[i]);
      float q = s * s;
      float tail =
          q
              * (1f / 3
                  + q
                      * (1f / 5
                          + q
                              * (1f / 7
                                  + q * (1f / 9 + q * (1f / 11 + q * (1f / 13 + q * (1f / 15)))))));
      y[i] = 2 * s + 2 * s * tail;
    }
  }

  private static void addPositive(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(x[i], 0) + y[i];
    }
  }
}
