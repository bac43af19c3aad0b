package org.vae4j;

import java.util.Optional;

/** The version of this library. */
public final class Version {
  private Version() {}

  /** The version in the jar's manifest; {@code development} when run from class files. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
