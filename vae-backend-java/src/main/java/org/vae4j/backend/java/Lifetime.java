package org.vae4j.backend.java;

/** Whether something is still open; every use after its close fails and names it. */
final class Lifetime {
  private final String owner;
  private volatile boolean closed;

  Lifetime(String owner) {
    this.owner = owner;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          owner + " was used after it was closed: expected it open; close it after its last use");
    }
  }

  void close() {
    closed = true;
  }
}
