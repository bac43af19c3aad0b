package org.vae4j.backend;

/** The arithmetic of FLOAT tensors. */
public enum Precision {
  /** 32-bit numbers, as fast as the backend can. */
  FLOAT32,
  /** 32-bit numbers in a fixed order of operations: the same bits on every machine. */
  STRICT_FLOAT32,
  /** 64-bit numbers, for checking mathematics. */
  FLOAT64
}
