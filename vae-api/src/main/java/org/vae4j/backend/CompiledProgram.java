package org.vae4j.backend;

/**
 * A program made ready to run. Immutable and thread-safe; close it when no executable of it is in
 * use.
 */
public interface CompiledProgram extends AutoCloseable {
  /** What was compiled. */
  Program program();

  /**
   * An instance that runs on a memory, with scratch, feed and result buffers of its own.
   *
   * @throws IllegalArgumentException if the memory lacks a variable of the program; the message
   *     names it
   */
  Executable bind(Memory memory);

  @Override
  void close();
}
