package org.vae4j.backend;

import java.util.List;

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

  /**
   * What the backend made of the program, for people: a line for each piece of work. The program's
   * own listing, unless the backend reorders it.
   */
  default List<String> plan() {
    return program().listing();
  }

  @Override
  void close();
}
