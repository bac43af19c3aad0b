package org.vae4j.backend;

import org.vae4j.error.BackendException;

/** Opens the backend of choice and prints its id, or why there is none. */
final class OpenABackend {
  private OpenABackend() {}

  public static void main(String[] arguments) {
    try (Backend backend = Backends.open()) {
      System.out.println("opened " + backend.info().id());
    } catch (BackendException e) {
      System.out.println(e.getMessage());
    }
  }
}
