package org.vae4j.tensor;

import java.util.Optional;
import java.util.Set;

/** The line of model code that is being traced, for messages. */
final class CallSite {
  /**
   * Packages whose frames are passed over: a shape error in a user's layer should name the user's
   * line.
   */
  private static final Set<String> LIBRARY =
      Set.of(
          "org.vae4j.tensor",
          "org.vae4j.backend",
          "org.vae4j.distribution",
          "org.vae4j.model",
          "org.vae4j.network",
          "org.vae4j.prior",
          "org.vae4j.loss",
          "org.vae4j.train");

  private CallSite() {}

  /** For example {@code Gated.java:31}. */
  static String current() {
    Optional<StackWalker.StackFrame> frame =
        StackWalker.getInstance().walk(frames -> frames.filter(CallSite::isModelCode).findFirst());
    return frame.map(f -> f.getFileName() + ":" + f.getLineNumber()).orElse("an unknown line");
  }

  /** For the end of a message. */
  static String suffix() {
    return " (at " + current() + ")";
  }

  private static boolean isModelCode(StackWalker.StackFrame frame) {
    String name = frame.getClassName();
    int dot = name.lastIndexOf('.');
    String packageName = dot < 0 ? "" : name.substring(0, dot);
    return !LIBRARY.contains(packageName) && !packageName.startsWith("java.");
  }
}
