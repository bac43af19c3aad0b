package org.vae4j.backend.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
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

/** Runs programs as TorchScript modules. */
final class DjlBackend implements Backend {
  private static final int PREFERRED_ROWS = 256;

  /** Copies between arrays, also between host and device. */
  private static final String COPY =
      """
      class Step(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Step, target: Tensor, source: Tensor) -> NoneType:
          _0 = torch.copy_(target, source)
          return None
      """;

  private final BackendInfo info;
  private final Device device;
  private final PtNDManager manager;
  private final PtSymbolBlock copy;
  private final Lifetime lifetime = new Lifetime("djl backend");

  private DjlBackend(Device device, int threads, Precision precision) {
    this.device = device;
    this.manager = Torch.newManager(device);
    this.copy = Torch.load(manager, COPY);
    String version =
        Optional.ofNullable(DjlBackend.class.getPackage().getImplementationVersion())
            .orElse("development");
    this.info =
        new BackendInfo(
            DjlBackendProvider.ID,
            version + ", PyTorch " + Torch.version(),
            device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu",
            threads,
            precision,
            // On a GPU sums by index run in any order.
            device.isGpu() ? Reproducibility.ROUNDING : Reproducibility.SAME_MACHINE,
            PREFERRED_ROWS);
  }

  /**
   * Starts the engine and opens a backend.
   *
   * @throws BackendException if an option cannot be had
   */
  static DjlBackend open(BackendOptions options, NativeLibrary natives) {
    if (options.precision() == Precision.STRICT_FLOAT32) {
      throw new BackendException(
          "djl backend: expected precision FLOAT32, FLOAT64 or BFLOAT16, got STRICT_FLOAT32; the"
              + " java backend has it");
    }
    Device device = device(options.device(), natives);
    if (options.precision() == Precision.BFLOAT16) {
      requireBfloat16(device, Bfloat16.isSupported());
    }
    Torch.start();
    return new DjlBackend(
        device, options.threads().orElseGet(Torch::defaultThreads), options.precision());
  }

  /**
   * Checks that a device computes in bfloat16.
   *
   * @param processor whether the processor has instructions for it
   */
  static void requireBfloat16(Device device, boolean processor) {
    if (device.isGpu()) {
      throw new BackendException(
          "djl backend: precision BFLOAT16: expected the device cpu, got gpu:"
              + device.getDeviceId()
              + "; use the precision FLOAT32 (--precision float32) there");
    } else if (!processor) {
      throw new BackendException(
          "djl backend: precision BFLOAT16: expected a processor whose description in Linux has"
              + " amx_bf16, avx512_bf16 or bf16, got one without; use the precision FLOAT32"
              + " (--precision float32)");
    }
  }

  private static Device device(BackendOptions.Device wanted, NativeLibrary natives) {
    if (wanted.kind() == DeviceKind.CPU
        || (wanted.kind() == DeviceKind.AUTO && !natives.hasCuda())) {
      return Device.cpu();
    } else if (!natives.hasCuda()) {
      throw new BackendException(
          "djl backend: device "
              + wanted
              + " needs PyTorch's library for GPUs, which is not on the classpath; add "
              + natives.cudaCoordinate()
              + " in place of pytorch-native-cpu, or use the device cpu");
    }
    int found = Torch.gpuCount();
    if (wanted.kind() == DeviceKind.AUTO) {
      return found > 0 ? Device.gpu(0) : Device.cpu();
    } else if (wanted.index() >= found) {
      throw new BackendException(
          "djl backend: device "
              + wanted
              + " is not there: found "
              + found
              + " GPU(s) with the CUDA runtime; use another index or the device cpu");
    }
    return Device.gpu(wanted.index());
  }

  @Override
  public BackendInfo info() {
    lifetime.requireOpen();
    return info;
  }

  @Override
  public Memory allocate(List<Variable> variables) {
    lifetime.requireOpen();
    return new DjlMemory(this, variables);
  }

  @Override
  public CompiledProgram compile(Program program) {
    lifetime.requireOpen();
    return new DjlProgram(this, program);
  }

  @Override
  public void close() {
    if (lifetime.end()) {
      copy.close();
      manager.close();
    }
  }

  /** A manager of arrays on a device; closing it, or this backend, frees them. */
  PtNDManager newManager(Device where) {
    return manager.newSubManager(where);
  }

  Device device() {
    return device;
  }

  /** The device as the engine's scripts name it. */
  String deviceName() {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  Precision precision() {
    return info.precision();
  }

  void requireOpen() {
    lifetime.requireOpen();
  }

  /** Calls a module with this backend's number of threads; the caller closes what it returns. */
  IValue call(PtSymbolBlock module, IValue... arguments) {
    Threads.enter(info.threads());
    try {
      // The optimizer takes the first runs twenty times as long, and gains later ones nothing.
      JniUtils.setGraphExecutorOptimize(false);
      return module.forward(arguments);
    } finally {
      Threads.leave();
    }
  }

  /** Copies all elements of one array into another of the same shape, on any devices. */
  void copy(PtNDArray target, PtNDArray source) {
    try (IValue to = IValue.from(target);
        IValue from = IValue.from(source)) {
      call(copy, to, from).close();
    }
  }
}
