package org.vae4j.cli;

import java.io.IOException;

/** One command, made by Guice when it is chosen. */
interface Command {
  /** Does the work; a failure is an exception whose message says what to do. */
  void run() throws IOException;
}
