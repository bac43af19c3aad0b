package org.vae4j.cli;

/** The command line was wrong; exit status 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
