package org.vae4j.backend.nd4j;

import org.vae4j.backend.Availability;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Operation;

/**
 * The backend {@code nd4j}: programs as planned steps on arrays of ND4J, with OpenBLAS for matrix
 * products, on the CPU. It needs the native libraries for this system on the classpath: {@code
 * org.nd4j:nd4j-native}, {@code org.bytedeco:openblas} and {@code org.bytedeco:javacpp}, each with
 * the classifier of the system.
 */
public final class Nd4jBackendProvider implements BackendProvider {
  /** The name it is chosen by. */
  public static final String ID = "nd4j";

  private static final int PRIORITY = 100;

  /** Does nothing; the service loader calls it. */
  public Nd4jBackendProvider() {}

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
    try {
      return availability(NativeLibrary.ofThisProcess());
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Unavailable(
          "looking for ND4J failed: " + e,
          "check that all jars of ND4J have one version, or use another backend");
    }
  }

  static Availability availability(NativeLibrary natives) {
    return natives
        .missing()
        .<Availability>map(missing -> missing)
        .orElseGet(() -> new Availability.Available(PRIORITY));
  }

  @Override
  public Backend create(BackendOptions options) {
    if (availability() instanceof Availability.Unavailable unavailable) {
      throw new BackendException(
          "nd4j backend: " + unavailable.reason() + "; " + unavailable.remedy());
    }
    return Nd4jBackend.open(options);
  }
}
