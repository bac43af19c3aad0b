package org.vae4j.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vae4j.io.JsonTree;

/**
 * Where a command speaks: results on standard output, as text for people or as one JSON object;
 * everything else on standard error, unless it should be quiet.
 *
 * @param out results
 * @param err progress and diagnostics
 * @param json whether results are JSON
 * @param quiet whether to leave out progress
 */
record Console(PrintStream out, PrintStream err, boolean json, boolean quiet) {
  /** The result: names in snake_case, values that JSON has. */
  void result(Map<String, ?> fields) {
    if (json) {
      out.print(JsonTree.text(fields));
      return;
    }
    int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
    fields.forEach((name, value) -> print(name.replace('_', ' '), value, width));
  }

  /** A result whose text for people is another than its fields. */
  void result(Map<String, ?> fields, String text) {
    if (json) {
      result(fields);
    } else {
      out.print(text);
    }
  }

  /** Progress. */
  void say(String message) {
    if (!quiet) {
      err.println(message);
    }
  }

  private void print(String name, Object value, int width) {
    String text =
        value instanceof Double number
            ? String.format(Locale.ROOT, "%.4f", number)
            : value instanceof List<?> list ? list.size() + " entries" : String.valueOf(value);
    out.printf(Locale.ROOT, "%-" + width + "s  %s%n", name, text);
  }
}
