package org.vae4j.tensor;

/** What a tensor's elements are. Masks are {@link #FLOAT} with values 0 and 1. */
public enum DataType {
  /** Real numbers: 32-bit on every backend, 64-bit in the Java backend's double profile. */
  FLOAT,
  /** Whole numbers for counting and indexing, at least 32 bits, never differentiated. */
  INT
}
