package org.vae4j.backend.nd4j;

import org.vae4j.tensor.UnaryFunction;

/**
 * The exponential and the functions of networks that are made of it, in single precision and many
 * times faster than one call a number. All begin with x = k·log 2 + r and p = eʳ − 1, so that eˣ =
 * 2ᵏ·(1 + p), and eˣ − 1 keeps its digits near 0. The work is cut into passes that the JIT compiler
 * vectorizes; powers of two are made as bits. What is below the smallest normal number may be 0.
 */
final class Exponential implements Kernel<float[]> {
  /** Beyond these eˣ is infinite or 0. */
  private static final float HIGHEST = 89;

  private static final float LOWEST = -88;

  private static final float LOG2_E = 1.44269504f;

  /**
   * log 2 in two parts, of which the first has so few bits that its products with whole numbers are
   * exact.
   */
  private static final float LOG_2_HIGH = 0x1.63p-1f;

  private static final float LOG_2_LOW = -2.12194440e-4f;

  /** Adding it rounds to a whole number, which the last bits then are. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

  /** The largest exponent of a float. */
  private static final int LARGEST = 127;

  private final UnaryFunction function;
  private final FloatBits copies;
  private final float[] argument;
  private final float[] exponent;
  private final float[] power;
  private final int[] bits;

  /** The kernel of EXP, EXPM1, SIGMOID, TANH or SOFTPLUS, for up to a block of numbers. */
  Exponential(UnaryFunction function, FloatBits copies, int block) {
    this.function = function;
    this.copies = copies;
    this.argument = new float[block];
    this.exponent = new float[block];
    this.power = new float[block];
    this.bits = new int[block];
  }

  @Override
  public void apply(float[] x, float[] unused, float[] unusedToo, float[] y, int count) {
    switch (function) {
      case EXP, EXPM1 -> bounded(x, 1, HIGHEST, argument, count);
      case SIGMOID -> bounded(x, -1, HIGHEST, argument, count);
      case TANH -> bounded(x, 2, 40, argument, count); // e⁴⁰ is far past where tanh is 1
      case SOFTPLUS -> folded(x, argument, count);
      default -> throw new IllegalArgumentException("expected an exponential, got " + function);
    }
    round(argument, exponent, count);
    copies.toBits(exponent, bits, count);
    raise(bits, count);
    copies.toFloats(bits, power, count);
    expand(argument, exponent, y, count);
    switch (function) {
      case EXP -> scale(power, y, count);
      case EXPM1 -> scaleMinusOne(power, y, count);
      case SIGMOID -> invert(power, y, count); // 1 / (1 + e⁻ˣ)
      case TANH -> tangent(power, y, count); // m / (m + 2) with m = e²ˣ − 1
      default -> { // max(x, 0) + log(1 + e^−|x|)
        scale(power, y, count);
        logarithm(y, count);
        addPositive(x, y, count);
      }
    }
  }

  private static void bounded(float[] x, float factor, float limit, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(Math.min(x[i] * factor, limit), LOWEST);
    }
  }

  private static void folded(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(-Math.abs(x[i]), LOWEST);
    }
  }

  /** k ← k + ROUNDER. */
  private static void round(float[] x, float[] k, int count) {
    for (int i = 0; i < count; i++) {
      k[i] = Math.min(x[i] * LOG2_E + ROUNDER, ROUNDER + LARGEST);
    }
  }

  /** From the bits of k + ROUNDER to those of 2ᵏ; those of 2⁻¹²⁷ are 0. */
  private static void raise(int[] bits, int count) {
    for (int i = 0; i < count; i++) {
      bits[i] = (bits[i] - (ROUNDER_BITS - LARGEST)) << 23;
    }
  }

  /** The Taylor series of eʳ − 1, |r| ≤ ½ log 2. */
  private static void expand(float[] x, float[] rounded, float[] p, int count) {
    for (int i = 0; i < count; i++) {
      float k = rounded[i] - ROUNDER;
      float r = (x[i] - k * LOG_2_HIGH) - k * LOG_2_LOW;
      float tail = 1 / 24f + r * (1 / 120f + r * (1 / 720f + r * (1 / 5040f)));
      p[i] = r + r * r * (1 / 2f + r * (1 / 6f + r * tail));
    }
  }

  /** y ← 2ᵏ·(1 + y). */
  private static void scale(float[] power, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = y[i] * power[i] + power[i];
    }
  }

  /** y ← 2ᵏ·(1 + y) − 1. */
  private static void scaleMinusOne(float[] power, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = y[i] * power[i] + (power[i] - 1);
    }
  }

  private static void invert(float[] power, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = 1 / (1 + (y[i] * power[i] + power[i]));
    }
  }

  private static void tangent(float[] power, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      float m = y[i] * power[i] + (power[i] - 1);
      y[i] = m / (m + 2);
    }
  }

  /** y ← log(1 + y) = 2 artanh(s) with s = y / (2 + y), for y in [0, 1], where s² ≤ 1/9. */
  private static void logarithm(float[] y, int count) {
    for (int i = 0; i < count; i++) {
      float s = y[i] / (2 + y[i]);
      float q = s * s;
      float tail = 1 / 9f + q * (1 / 11f + q * (1 / 13f + q * (1 / 15f)));
      y[i] = 2 * s + 2 * s * q * (1 / 3f + q * (1 / 5f + q * (1 / 7f + q * tail)));
    }
  }

  private static void addPositive(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(x[i], 0) + y[i];
    }
  }
}
