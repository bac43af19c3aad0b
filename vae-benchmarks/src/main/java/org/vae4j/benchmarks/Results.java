package org.vae4j.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Measured numbers: a line of JSON each, and a table of their medians. */
public final class Results {
  private static final JsonMapper JSON = new JsonMapper();

  /** A row of the table. */
  private record Key(String net, String threads, String measure, String unit) {}

  private Results() {}

  /** Prints the table of a file of lines. */
  public static void main(String[] arguments) throws IOException {
    System.out.print(table(Files.readAllLines(Path.of(arguments[0]))));
  }

  /** Prints a number as a line of JSON, unless it is NaN. */
  static void print(
      String measure,
      String net,
      int threads,
      String engine,
      String version,
      double value,
      String unit) {
    if (!Double.isNaN(value)) {
      System.out.printf(
          Locale.ROOT,
          "{\"measure\": \"%s\", \"net\": \"%s\", \"threads\": %d, \"engine\": \"%s\","
              + " \"version\": \"%s\", \"value\": %.3f, \"unit\": \"%s\"}%n",
          measure,
          net,
          threads,
          engine,
          version,
          value,
          unit);
    }
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("median: expected at least one value, got none");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Engines side by side, a row for each net, number of threads and measure; in Markdown. */
  static String table(List<String> lines) throws IOException {
    Map<Key, Map<String, List<Double>>> rows = new LinkedHashMap<>();
    Set<String> engines = new LinkedHashSet<>();
    for (String line : lines) {
      Map<?, ?> fields = JSON.readValue(line, Map.class);
      Key key =
          new Key(
              text(fields, "net"),
              text(fields, "threads"),
              text(fields, "measure"),
              text(fields, "unit"));
      String engine = text(fields, "engine");
      engines.add(engine);
      rows.computeIfAbsent(key, k -> new LinkedHashMap<>())
          .computeIfAbsent(engine, e -> new ArrayList<>())
          .add(Double.parseDouble(text(fields, "value")));
    }
    StringBuilder table = new StringBuilder("| net | threads | measure | unit |");
    engines.forEach(engine -> table.append(' ').append(engine).append(" |"));
    table.append("\n|---|---|---|---|").append("---|".repeat(engines.size())).append('\n');
    rows.forEach(
        (key, values) -> {
          table.append(
              "| %s | %s | %s | %s |".formatted(key.net, key.threads, key.measure, key.unit));
          for (String engine : engines) {
            List<Double> found = values.getOrDefault(engine, List.of());
            table.append(' ').append(found.isEmpty() ? "" : shown(found)).append(" |");
          }
          table.append('\n');
        });
    return table.toString();
  }

  private static String text(Map<?, ?> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name).toString();
  }

  private static String shown(List<Double> values) {
    double median = median(values.stream().mapToDouble(Double::doubleValue).toArray());
    return String.format(Locale.ROOT, median < 100 ? "%.2f" : "%.0f", median);
  }
}
