package org.vae4j.backend;

import java.util.OptionalInt;

/**
 * What a backend is asked for. A backend that cannot give it refuses when it is created and says
 * what it can.
 *
 * @param device where to compute
 * @param threads how many threads compute; empty leaves it to the backend
 * @param precision the arithmetic of FLOAT tensors
 */
public record BackendOptions(Device device, OptionalInt threads, Precision precision) {
  /** Where a backend computes. */
  public enum DeviceKind {
    /** A GPU if the backend has one, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** A GPU; refused if there is none. */
    GPU
  }

  /**
   * Where a backend computes.
   *
   * @param kind the kind
   * @param index which GPU, from 0; 0 otherwise
   */
  public record Device(DeviceKind kind, int index) {
    /** A GPU if the backend has one, else the CPU. */
    public static final Device AUTO = new Device(DeviceKind.AUTO, 0);

    /** The CPU. */
    public static final Device CPU = new Device(DeviceKind.CPU, 0);

    /**
     * Checks the index.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Device {
      if (index < 0) {
        throw new IllegalArgumentException("device index: expected 0 or more, got " + index);
      }
    }

    /** A GPU, counted from 0. */
    public static Device gpu(int index) {
      return new Device(DeviceKind.GPU, index);
    }

    /**
     * Reads {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Device parse(String text) {
      return switch (text) {
        case "auto" -> AUTO;
        case "cpu" -> CPU;
        case "gpu" -> gpu(0);
        default -> {
          if (!text.matches("gpu:\\d{1,4}")) {
            throw new IllegalArgumentException(
                "device: expected auto, cpu, gpu or gpu:N, got '" + text + "'");
          }
          yield gpu(Integer.parseInt(text.substring(4)));
        }
      };
    }

    @Override
    public String toString() {
      return switch (kind) {
        case AUTO -> "auto";
        case CPU -> "cpu";
        case GPU -> "gpu:" + index;
      };
    }
  }

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException if it is given and below 1
   */
  public BackendOptions {
    if (threads.isPresent() && threads.getAsInt() < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads.getAsInt());
    }
  }

  /** The backend's own choice of device and threads, single precision. */
  public static BackendOptions defaults() {
    return new BackendOptions(Device.AUTO, OptionalInt.empty(), Precision.FLOAT32);
  }

  /** The CPU, single precision. */
  public static BackendOptions cpu() {
    return defaults().withDevice(Device.CPU);
  }

  /** A GPU, counted from 0, single precision. */
  public static BackendOptions gpu(int index) {
    return defaults().withDevice(Device.gpu(index));
  }

  /** These options on another device. */
  public BackendOptions withDevice(Device device) {
    return new BackendOptions(device, threads, precision);
  }

  /** These options with a number of threads. */
  public BackendOptions withThreads(int threads) {
    return new BackendOptions(device, OptionalInt.of(threads), precision);
  }

  /** These options with another arithmetic. */
  public BackendOptions withPrecision(Precision precision) {
    return new BackendOptions(device, threads, precision);
  }
}
