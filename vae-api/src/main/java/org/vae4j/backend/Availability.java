package org.vae4j.backend;

/** Whether a backend can be used here, as data. */
public sealed interface Availability {
  /**
   * It can. Among the available backends the highest priority is the default.
   *
   * @param priority java 300, djl 400 with a GPU and 200 without, nd4j 100
   * @param detail what a user may want to know of it, such as the libraries it found; may be empty
   */
  record Available(int priority, String detail) implements Availability {
    /** Without a detail. */
    public Available(int priority) {
      this(priority, "");
    }
  }

  /**
   * It cannot.
   *
   * @param reason what is missing
   * @param remedy what to do about it, such as the coordinate of a jar for this operating system
   */
  record Unavailable(String reason, String remedy) implements Availability {}
}
