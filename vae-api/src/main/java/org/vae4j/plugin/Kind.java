package org.vae4j.plugin;

import java.util.Locale;

/** What a kind of component is called. */
final class Kind {
  private Kind() {}

  /** {@code PosteriorHead} as {@code posterior-head}. */
  static String name(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** {@code PosteriorHead} as {@code posterior head}. */
  static String words(Class<?> kind) {
    return name(kind).replace('-', ' ');
  }

  /** With its article: {@code a posterior head}, {@code an encoder}. */
  static String one(Class<?> kind) {
    String words = words(kind);
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }

  /** More than one: {@code posterior heads}, {@code losses}. */
  static String many(Class<?> kind) {
    String words = words(kind);
    return words + (words.endsWith("s") ? "es" : "s");
  }
}
