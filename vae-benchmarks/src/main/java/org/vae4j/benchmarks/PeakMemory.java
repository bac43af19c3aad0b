package org.vae4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that a process of Linux has held so far. */
final class PeakMemory {
  private PeakMemory() {}

  /**
   * Megabytes, or NaN where nothing tells.
   *
   * @param process its number, or {@code self}
   */
  static double megabytes(String process) throws IOException {
    Path status = Path.of("/proc", process, "status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        }
      }
    }
    return Double.NaN;
  }
}
