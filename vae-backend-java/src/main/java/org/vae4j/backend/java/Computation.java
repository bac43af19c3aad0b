package org.vae4j.backend.java;

import java.util.Map;
import org.vae4j.backend.HostBuffer;

/** A plan bound to the arrays of its variables; for one thread at a time. */
interface Computation {
  /** The buffers to feed, by name. */
  Map<String, HostBuffer> inputs();

  /** The buffers of results, by name. */
  Map<String, HostBuffer> outputs();

  /**
   * Computes the results, then applies the updates.
   *
   * @throws IllegalArgumentException if an index is out of range or a whole number is divided by
   *     zero; nothing is updated then
   */
  void run();
}
