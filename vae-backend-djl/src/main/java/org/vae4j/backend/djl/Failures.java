package org.vae4j.backend.djl;

import java.util.Optional;

/**
 * Failures that a script raises itself, told from the engine's own by a mark at the start of the
 * message.
 */
final class Failures {
  private static final String MARK = "vae4j: ";

  private Failures() {}

  /** A message as the script has to raise it. */
  static String quote(String message) {
    return MARK + message;
  }

  /** The message that a script raised, if it was one. */
  static Optional<String> raised(String engineMessage) {
    int at = engineMessage.lastIndexOf(MARK);
    return at < 0
        ? Optional.empty()
        : Optional.of(engineMessage.substring(at + MARK.length()).strip());
  }
}
