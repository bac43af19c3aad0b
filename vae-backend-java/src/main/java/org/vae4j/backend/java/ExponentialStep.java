package org.vae4j.backend.java;

import org.vae4j.tensor.UnaryFunction;

/**
 * The exponential and the two functions of networks that are made of it, several times faster than
 * one call a number. The work is cut into passes over a piece that stays in the cache: those that
 * the JIT compiler vectorizes, and one that it cannot, since it makes powers of two from their
 * bits. Plain arithmetic throughout, so the bits are the same everywhere; within two units in the
 * last place, but a sigmoid below the smallest normal number may be 0.
 */
final class ExponentialStep implements Step {
  private static final int PIECE = 512;

  private static final float LOG2_E = 1.44269504f;

  /**
   * log 2 in two parts, of which the first has so few bits that its products with whole numbers are
   * exact.
   */
  private static final float LOG_2_HIGH = 0.693359375f;

  private static final float LOG_2_LOW = -2.12194440e-4f;

  /** Adding and subtracting it rounds to a whole number. */
  private static final float ROUNDER = 0x1.8p23f;

  /** Beyond this eˣ or e⁻ˣ is no normal number. */
  private static final float LIMIT = 87;

  private final UnaryFunction function;
  private final float[] x;
  private final float[] y;
  private final float[] argument;
  private final float[] power;
  private final float[] series;

  /** The step of {@code EXP}, {@code SIGMOID} or {@code SOFTPLUS}. */
  ExponentialStep(UnaryFunction function, float[] x, float[] y) {
    this.function = function;
    this.x = x;
    this.y = y;
    int piece = Math.min(PIECE, y.length);
    this.argument = new float[piece];
    this.power = new float[piece];
    this.series = new float[piece];
  }

  @Override
  public void run() {
    for (int from = 0; from < y.length; from += argument.length) {
      int count = Math.min(argument.length, y.length - from);
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
    scale(argument, power, series);
  }

  private static void round(float[] x, float[] k) {
    for (int i = 0; i < k.length; i++) {
      k[i] = (x[i] * LOG2_E + ROUNDER) - ROUNDER;
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

  private static void scale(float[] x, float[] k, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] =
          Math.abs(x[i]) <= LIMIT
              ? y[i] * Float.intBitsToFloat(((int) k[i] + 127) << 23)
              : (float) SingleFunctions.exp(x[i]);
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
