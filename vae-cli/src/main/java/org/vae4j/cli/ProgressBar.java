package org.vae4j.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.train.EpochReport;
import org.vae4j.train.StepReport;
import org.vae4j.train.TrainingListener;

/**
 * Progress of a training: a line for each epoch and, on a terminal, a bar with the time that is
 * left.
 */
final class ProgressBar implements TrainingListener {
  /** The launcher says here whether standard error is a terminal: Java itself cannot tell. */
  private static final String TERMINAL = "vae.terminal";

  private static final int WIDTH = 24;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long drawn;

  private ProgressBar(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** The bar, unless the console should be quiet. */
  static Optional<ProgressBar> on(Console console) {
    return console.quiet()
        ? Optional.empty()
        : Optional.of(new ProgressBar(console.err(), Boolean.getBoolean(TERMINAL)));
  }

  @Override
  public void onStep(StepReport report) {
    long now = System.nanoTime();
    if (!terminal || now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    long done = (report.epoch() - 1L) * report.stepsPerEpoch() + report.step();
    long all = (long) report.epochs() * report.stepsPerEpoch();
    int filled = (int) (WIDTH * done / all);
    String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
    double left = (now - start) / 1e9 / done * (all - done);
    err.printf(
        Locale.ROOT,
        "\r[%s] epoch %d/%d, %s left, %s \u001b[K",
        bar,
        report.epoch(),
        report.epochs(),
        duration(left),
        terms(report.values()));
  }

  @Override
  public void onEpoch(EpochReport report) {
    String validation =
        report.validation().isEmpty() ? "" : "; validation: " + terms(report.validation());
    double left =
        (System.nanoTime() - start) / 1e9 / report.epoch() * (report.epochs() - report.epoch());
    String end = report.epoch() == report.epochs() ? "" : ", " + duration(left) + " left";
    err.printf(
        Locale.ROOT,
        "%sepoch %d/%d: %s%s (%s%s)%n",
        terminal ? "\r\u001b[K" : "",
        report.epoch(),
        report.epochs(),
        terms(report.training()),
        validation,
        duration(report.seconds()),
        end);
  }

  private static String terms(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(term -> String.format(Locale.ROOT, "%s %.2f", term.getKey(), term.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String duration(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}
