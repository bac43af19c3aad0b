package org.vae4j.backend.nd4j;

import java.util.List;
import java.util.Optional;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.BackendInfo.Reproducibility;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendOptions.DeviceKind;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Variable;

/** Runs programs as planned steps on arrays of ND4J. */
final class Nd4jBackend implements Backend {
  private static final int PREFERRED_ROWS = 256;

  private final BackendInfo info;
  private final Lifetime lifetime = new Lifetime("nd4j backend");

  private Nd4jBackend(BackendInfo info) {
    this.info = info;
  }

  /**
   * Starts ND4J and opens a backend.
   *
   * @throws BackendException if an option cannot be had
   */
  static Nd4jBackend open(BackendOptions options) {
    if (options.precision() == Precision.STRICT_FLOAT32) {
      throw new BackendException(
          "nd4j backend: expected precision FLOAT32 or FLOAT64, got STRICT_FLOAT32; the java"
              + " backend has it");
    } else if (options.device().kind() == DeviceKind.GPU) {
      throw new BackendException(
          "nd4j backend: expected device cpu, got "
              + options.device()
              + "; the djl backend runs on GPUs");
    }
    if (options.precision() == Precision.BFLOAT16) {
      throw new BackendException(
          "nd4j backend: expected precision FLOAT32 or FLOAT64, got BFLOAT16; ask for FLOAT32"
              + " (--precision float32), or choose the backend djl");
    }
    Engine.start();
    String version =
        Optional.ofNullable(Nd4jBackend.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new Nd4jBackend(
        new BackendInfo(
            Nd4jBackendProvider.ID,
            version + ", ND4J " + NativeLibrary.ofThisProcess().version(),
            "cpu",
            options.threads().orElseGet(Engine::defaultThreads),
            options.precision(),
            Reproducibility.SAME_MACHINE,
            PREFERRED_ROWS));
  }

  @Override
  public BackendInfo info() {
    lifetime.requireOpen();
    return info;
  }

  @Override
  public Memory allocate(List<Variable> variables) {
    lifetime.requireOpen();
    return new Nd4jMemory(this, variables);
  }

  @Override
  public CompiledProgram compile(Program program) {
    lifetime.requireOpen();
    return new Nd4jProgram(this, program);
  }

  @Override
  public void close() {
    lifetime.end();
  }

  void requireOpen() {
    lifetime.requireOpen();
  }
}
