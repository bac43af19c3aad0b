package org.vae4j.backend.java;

import org.vae4j.backend.Program;

/**
 * One arithmetic: how FLOAT numbers are held and how programs are computed with them.
 *
 * @param <A> the type of an array of FLOAT numbers
 */
interface Engine<A> {
  /** An array of zeros. */
  A allocate(int count);

  /** A copy of the numbers in single precision. */
  float[] toFloats(A numbers);

  /** Replaces the numbers of an array by as many others. */
  void set(A numbers, float[] values);

  /** Makes a program ready to be bound to memories. */
  Plan<A> plan(Program program);

  /** Ends the threads that it started, if any. */
  void close();
}
