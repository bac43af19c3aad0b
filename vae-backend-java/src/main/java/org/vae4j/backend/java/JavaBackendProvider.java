package org.vae4j.backend.java;

import org.vae4j.backend.Availability;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.BackendInfo.Reproducibility;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendOptions.DeviceKind;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Operation;

/**
 * The backend on heap arrays. It runs wherever Java does, on the CPU, in all three precisions;
 * products of the fast one are computed by MKL or OpenBLAS where the classpath has one.
 */
public final class JavaBackendProvider implements BackendProvider {
  /** The name this backend is chosen by. */
  public static final String ID = "java";

  /** Above every other backend but one with a GPU. */
  public static final int PRIORITY = 300;

  /**
   * Rows of an inference program: large enough to hide the cost of a step, small enough for the
   * cache.
   */
  private static final int PREFERRED_ROWS = 512;

  private final boolean usesLibrary;

  /** For the service loader. */
  public JavaBackendProvider() {
    this(true);
  }

  /** A provider that may be told to leave out native libraries. */
  JavaBackendProvider(boolean usesLibrary) {
    this.usesLibrary = usesLibrary;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public int operationSet() {
    return Operation.SET;
  }

  @Override
  public Availability availability() {
    return new Availability.Available(PRIORITY, products());
  }

  @Override
  public Backend create(BackendOptions options) {
    if (options.device().kind() == DeviceKind.GPU) {
      throw new BackendException(
          "the java backend cannot use a device: expected cpu or auto, got "
              + options.device()
              + "; ask for cpu, or choose a backend with a GPU such as djl");
    }
    if (options.precision() == Precision.BFLOAT16) {
      throw new BackendException(
          "the java backend cannot use a precision: expected FLOAT32, STRICT_FLOAT32 or FLOAT64,"
              + " got BFLOAT16; ask for FLOAT32 (--precision float32), or choose the backend djl");
    }
    int threads = options.threads().orElse(1);
    BackendInfo info = info(threads, options.precision());
    if (options.precision() == Precision.FLOAT32) {
      return new HeapBackend<>(info, FloatEngine.fast(threads, usesLibrary));
    } else if (options.precision() == Precision.STRICT_FLOAT32) {
      return new HeapBackend<>(info, FloatEngine.exact(threads));
    } else if (threads == 1) {
      return new HeapBackend<>(info, new DoubleEngine());
    }
    throw new BackendException(
        "the java backend cannot use a number of threads: expected 1 for FLOAT64, got "
            + threads
            + "; leave it out, or choose another precision");
  }

  private static BackendInfo info(int threads, Precision precision) {
    Reproducibility reproducibility =
        precision == Precision.FLOAT32
            ? Reproducibility.SAME_MACHINE
            : Reproducibility.EXACT_EVERYWHERE;
    String packaged = JavaBackendProvider.class.getPackage().getImplementationVersion();
    String version =
        (packaged == null ? "development" : packaged)
            + ", Java "
            + Runtime.version().feature()
            + (precision == Precision.FLOAT32 ? ", " + products() : "");
    return new BackendInfo(ID, version, "cpu", threads, precision, reproducibility, PREFERRED_ROWS);
  }

  /** What computes the products of the fast precision. */
  private static String products() {
    return BlasLibrary.ofThisProcess().stream()
        .findFirst()
        .map(BlasLibrary::toString)
        .orElseGet(() -> "own matrix product; " + BlasLibrary.remedyOfThisProcess());
  }
}
