package org.vae4j.backend.nd4j;

import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;

/**
 * What elementwise operations are computed with: heap arrays, since loops over these are what the
 * JIT compiler vectorizes and loops over memory outside the heap it does not. Kernels have scratch,
 * so nothing of it is shared by threads.
 *
 * @param <R> arrays of float or of double
 */
interface Arithmetic<R> {
  /** The most numbers of an array: a few arrays of them stay in the first-level cache. */
  int BLOCK = 1024;

  /** A fresh array of as many numbers as are computed at a time. */
  R register();

  /** Sets numbers from one place up to another. */
  void fill(R register, int from, int to, double value);

  /** Brings numbers of an operand to a place of an array. */
  void read(Operand x, int from, R target, int at, int count);

  /** Writes the first numbers of an array, rounded to the operand's element type. */
  void write(Operand y, int from, R source, int count);

  /** y ← max(a, 0), NaN where a is. */
  Kernel<R> relu();

  /** y ← a where the ReLU b is not 0, else 0: a limited to ±b·∞. */
  Kernel<R> gate();

  /** How to compute any other operation on operands of a data type. */
  Kernel<R> kernel(Elementwise operation, DataType operands);
}
