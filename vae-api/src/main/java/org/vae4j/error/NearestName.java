package org.vae4j.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelled name probably meant, for the cure at the end of a message. */
public final class NearestName {

  private NearestName() {}

  /**
   * The known name that is fewest edits (insert, delete, replace one letter) away, if that is at
   * most a third of the letters, rounded; upper and lower case are equal.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    int limit = Math.max(1, (name.length() + 1) / 3);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(nearest -> distance(name, nearest) <= limit);
  }

  /** {@code ; did you mean "height"?}, or nothing if no known name is near. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known).map("; did you mean \"%s\"?"::formatted).orElse("");
  }

  private static int distance(String a, String b) {
    String from = a.toLowerCase(Locale.ROOT);
    String to = b.toLowerCase(Locale.ROOT);
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
