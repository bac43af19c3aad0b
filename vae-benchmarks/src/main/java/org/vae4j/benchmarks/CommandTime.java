package org.vae4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The time from the start of a command to its end, and the most memory that it held. */
public final class CommandTime {
  private CommandTime() {}

  /** Runs {@code MEASURE NET THREADS ENGINE COMMAND…}; a command that fails has no time. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> command = List.of(arguments).subList(4, arguments.length);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double megabytes = Double.NaN;
    do {
      double now = PeakMemory.megabytes(String.valueOf(process.pid()));
      megabytes = Double.isNaN(now) ? megabytes : now; // a process that has ended tells nothing
    } while (!process.waitFor(5, TimeUnit.MILLISECONDS));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      System.exit(process.exitValue());
    }
    int threads = Integer.parseInt(arguments[2]);
    Results.print(arguments[0], arguments[1], threads, arguments[3], "", seconds, "s");
    Results.print(
        "memory of " + arguments[0], arguments[1], threads, arguments[3], "", megabytes, "MB");
  }
}
