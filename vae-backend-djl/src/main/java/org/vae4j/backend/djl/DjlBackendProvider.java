package org.vae4j.backend.djl;

import java.util.Optional;
import org.vae4j.backend.Availability;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Operation;

/**
 * The backend {@code djl}: programs as TorchScript modules, run by PyTorch through the Deep Java
 * Library. It needs PyTorch's native library for this system on the classpath, such as {@code
 * ai.djl.pytorch:pytorch-native-cpu}, and never downloads it.
 */
public final class DjlBackendProvider implements BackendProvider {
  /** The name it is chosen by. */
  public static final String ID = "djl";

  private static final int PRIORITY_CPU = 200;
  private static final int PRIORITY_GPU = 400;

  /** Does nothing; the service loader calls it. */
  public DjlBackendProvider() {}

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
          "looking for PyTorch failed: " + e,
          "check that all jars of DJL have one version, or use another backend");
    }
  }

  static Availability availability(NativeLibrary natives) {
    Optional<Availability.Unavailable> missing = natives.missing();
    if (missing.isPresent()) {
      return missing.get();
    } else if (!natives.hasCuda()) {
      return new Availability.Available(PRIORITY_CPU);
    } else if (Torch.gpuCount() > 0) {
      return new Availability.Available(PRIORITY_GPU);
    } else if (natives.hasCpu()) {
      return new Availability.Available(PRIORITY_CPU);
    }
    return new Availability.Unavailable(
        "the PyTorch library on the classpath is for NVIDIA GPUs, and no GPU with the CUDA runtime"
            + " was found",
        "install the CUDA runtime, or use " + natives.cpuCoordinate() + " instead");
  }

  @Override
  public Backend create(BackendOptions options) {
    NativeLibrary natives = NativeLibrary.ofThisProcess();
    if (availability(natives) instanceof Availability.Unavailable unavailable) {
      throw new BackendException(
          "djl backend: " + unavailable.reason() + "; " + unavailable.remedy());
    }
    return DjlBackend.open(options, natives);
  }
}
