package org.vae4j.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what a misspelled name probably meant. */
final class NearestName {

  private NearestName() {}

  /** {@code "; did you mean "height"?"}, or nothing if no known name is near. */
  static String hint(String name, List<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(nearest -> distance(name, nearest) <= limit)
        .map(nearest -> "; did you mean \"%s\"?".formatted(nearest))
        .orElse("");
  }

  /** Edits (insert, delete, replace one letter) from one text to the other; case is free. */
  static int distance(String a, String b) {
    String from = a.toLowerCase(Locale.ROOT);
    String to = b.toLowerCase(Locale.ROOT);
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
