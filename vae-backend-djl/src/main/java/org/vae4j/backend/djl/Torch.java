package org.vae4j.backend.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vae4j.error.BackendException;

/**
 * The engine, started once in a process and kept quiet: it reports nothing home, downloads nothing,
 * and its log reaches nobody who did not ask for one.
 */
final class Torch {
  private static final String OPT_OUT = "OPT_OUT_TRACKING";
  private static final String OFFLINE = "ai.djl.offline";
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

  private static @Nullable Engine engine;
  private static int defaultThreads;

  private Torch() {}

  /**
   * Starts the engine, which loads its native code.
   *
   * @throws BackendException if that fails
   */
  static synchronized void start() {
    if (engine != null) {
      return;
    }
    try {
      engine = quietly(() -> Engine.getEngine("PyTorch"));
      defaultThreads = JniUtils.getNumThreads();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw new BackendException(
          "PyTorch did not start: "
              + e.getMessage()
              + "; check that its native library fits this system, or use another backend, such as"
              + " java",
          e);
    }
  }

  /** The engine's version. */
  static String version() {
    return started().getVersion();
  }

  /** How many threads the engine takes if nobody says. */
  static synchronized int defaultThreads() {
    return defaultThreads;
  }

  /** A manager of arrays on a device; closing it frees them. */
  static PtNDManager newManager(Device device) {
    return (PtNDManager) started().newBaseManager(device);
  }

  /**
   * How many GPUs the engine could use; needs only the CUDA runtime, not the engine's native code.
   */
  static int gpuCount() {
    return quietly(CudaUtils::getGpuCount);
  }

  /** Loads the source of a module. */
  static PtSymbolBlock load(PtNDManager manager, String source) {
    try {
      return JniUtils.loadModule(
          manager, new ByteArrayInputStream(ModuleFile.of(source)), true, false);
    } catch (IOException e) {
      throw new BackendException("a module could not be read from memory: " + e.getMessage(), e);
    }
  }

  private static synchronized Engine started() {
    return Optional.ofNullable(engine)
        .orElseThrow(() -> new IllegalStateException("PyTorch has not been started"));
  }

  /** Runs something of the engine that looks for classes, may log, or may turn to the network. */
  private static <T> T quietly(Supplier<T> action) {
    ClassLoader ours = Torch.class.getClassLoader();
    if (ours.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider") == null) {
      // Without a logger SLF4J drops every message, and would say so on the standard error stream.
      setIfAbsent(SLF4J_VERBOSITY, "ERROR");
    }
    setIfAbsent(OPT_OUT, "true");
    // An application may use DJL's downloads elsewhere: only our start is offline.
    String offline = System.getProperty(OFFLINE);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      System.setProperty(OFFLINE, "true");
      Thread.currentThread().setContextClassLoader(ours);
      return action.get();
    } finally {
      Thread.currentThread().setContextClassLoader(context);
      if (offline == null) {
        System.clearProperty(OFFLINE);
      } else {
        System.setProperty(OFFLINE, offline);
      }
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
