package org.vae4j.backend;

/**
 * A compiled program bound to a memory. It belongs to one thread at a time: feed its inputs, run
 * it, read its outputs.
 *
 * <p>After {@link #close} every method throws {@link IllegalStateException}.
 */
public interface Executable extends AutoCloseable {
  /**
   * The buffer of an input, the same one for every run.
   *
   * @throws IllegalArgumentException if the program has no such input
   */
  HostBuffer input(String name);

  /**
   * Computes the outputs from the inputs and the variables, then applies the updates.
   *
   * @throws IllegalArgumentException if an index is out of range or a whole number is divided by
   *     zero; the updates are not applied then
   */
  void run();

  /**
   * The buffer of an output, the same one for every run; it holds the result of the latest.
   *
   * @throws IllegalArgumentException if the program has no such output
   */
  HostBuffer output(String name);

  @Override
  void close();
}
