package org.vae4j.backend;

/** The arithmetic of FLOAT tensors. */
public enum Precision {
  /** 32-bit numbers, as fast as the backend can. */
  FLOAT32,
  /** 32-bit numbers in a fixed order of operations: the same bits on every machine. */
  STRICT_FLOAT32,
  /** 64-bit numbers, for checking mathematics. */
  FLOAT64,
  /**
   * 32-bit numbers, except that large products of matrices take their factors, and may give their
   * results, rounded to bfloat16: eight binary digits. They are summed in 32 bits. Parameters,
   * updates and everything else stay as in {@link #FLOAT32}.
   */
  BFLOAT16
}
