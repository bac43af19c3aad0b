package org.vae4j.backend.java;

/** The functions that loops call, one number at a time. The names are those of LoopFunction. */
final class LoopMath {
  private LoopMath() {}

  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  static float floor(float x) {
    return (float) Math.floor(x);
  }

  static float isFinite(float x) {
    return Float.isFinite(x) ? 1 : 0;
  }

  static float expm1(float x) {
    return (float) SingleFunctions.expm1(x);
  }

  static float log(float x) {
    return (float) SingleFunctions.log(x);
  }

  static float log1p(float x) {
    return (float) SingleFunctions.log1p(x);
  }

  static float tanh(float x) {
    return (float) SingleFunctions.tanh(x);
  }

  static float erf(float x) {
    return (float) SingleFunctions.erf(x);
  }

  static float erfc(float x) {
    return (float) SingleFunctions.erfc(x);
  }

  static float lgamma(float x) {
    return (float) GammaFunctions.logGamma(x);
  }

  static float polygamma(float x, int order) {
    return (float) GammaFunctions.polygamma(order, x);
  }

  static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  static float pow(float a, float b) {
    return (float) StrictMath.pow(a, b);
  }

  static float greaterThan(float a, float b) {
    return a > b ? 1 : 0;
  }

  static float equalTo(float a, float b) {
    return a == b ? 1 : 0;
  }

  /** The choice without a branch, which masks of noise would mispredict half of the time. */
  static float where(float a, float b, float condition) {
    int magnitude = Float.floatToRawIntBits(condition) << 1;
    int mask = (magnitude | -magnitude) >> 31; // all ones, or 0 for 0 and −0
    int other = Float.floatToRawIntBits(b);
    return Float.intBitsToFloat(other ^ ((Float.floatToRawIntBits(a) ^ other) & mask));
  }

  static float gate(float gradient, float output) {
    float bound = output * 1e38f * 1e38f * 1e38f; // infinite even for the smallest denormal
    return Math.max(-bound, Math.min(bound, gradient));
  }

  /**
   * max(x, 0) + log(1 + e^−|x|) with log(1 + e^−|x|) = −log(1 − p) = 2 artanh(p / (2 − p)), p =
   * sigmoid(−|x|).
   */
  static float softplusBeside(float x, float sigmoid) {
    float p = Math.min(sigmoid, 1 - sigmoid);
    float s = p / (2 - p); // at most ⅓
    float q = s * s;
    float tail = 1f / 15;
    tail = 1f / 13 + q * tail;
    tail = 1f / 11 + q * tail;
    tail = 1f / 9 + q * tail;
    tail = 1f / 7 + q * tail;
    tail = 1f / 5 + q * tail;
    tail = 1f / 3 + q * tail;
    return Math.max(x, 0) + (2 * s + 2 * s * (q * tail));
  }
}
