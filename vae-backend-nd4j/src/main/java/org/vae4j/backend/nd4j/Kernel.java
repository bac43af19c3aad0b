package org.vae4j.backend.nd4j;

/**
 * A function of up to three numbers, applied to the first {@code count} of arrays.
 *
 * @param <R> arrays of float or of double
 */
interface Kernel<R> {
  /** y ← f(a, b, c); an operand that the function has not is any array. */
  void apply(R a, R b, R c, R y, int count);
}
