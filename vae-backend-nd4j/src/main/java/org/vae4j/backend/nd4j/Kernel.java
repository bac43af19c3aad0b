package org.vae4j.backend.nd4j;

/** A function of up to three numbers, applied to the first {@code count} of arrays. */
interface Kernel {
  /** y ← f(a, b, c); an operand that the function has not is any array. */
  void apply(double[] a, double[] b, double[] c, double[] y, int count);
}
