package org.vae4j.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.error.BackendException;

/** ND4J, started once in a process and kept quiet. */
final class Engine {
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";
  private static final String LOG_INITIALIZATION = "org.nd4j.log.initialization";

  private static boolean started;
  private static int defaultThreads;

  private Engine() {}

  /**
   * Starts ND4J, which loads its native code.
   *
   * @throws BackendException if that fails
   */
  static synchronized void start() {
    if (started) {
      return;
    }
    ClassLoader ours = Engine.class.getClassLoader();
    if (ours.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider") == null) {
      // Without a logger SLF4J drops every message, and would say so on the standard error stream.
      setIfAbsent(SLF4J_VERBOSITY, "ERROR");
    }
    setIfAbsent(LOG_INITIALIZATION, "false");
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      Thread.currentThread().setContextClassLoader(ours);
      Nd4j.create(DataType.FLOAT, 1).close();
      defaultThreads = Nd4j.factory().blas().getMaxThreads();
      started = true;
    } catch (RuntimeException | LinkageError e) {
      throw new BackendException(
          "ND4J did not start: "
              + e.getMessage()
              + "; check that its native libraries fit this system, or use another backend, such"
              + " as java",
          e);
    } finally {
      Thread.currentThread().setContextClassLoader(context);
    }
  }

  /** How many threads ND4J takes if nobody says. */
  static synchronized int defaultThreads() {
    return defaultThreads;
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
