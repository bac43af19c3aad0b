package org.vae4j.backend;

/**
 * How a backend is found: a service listed in {@code
 * META-INF/services/org.vae4j.backend.BackendProvider}. Its class has a public constructor without
 * parameters that does nothing, and mentions no type of its engine in any signature; native code
 * loads in {@link #availability} or {@link #create} only.
 */
public interface BackendProvider {
  /** The version of this service interface. */
  int SPI_VERSION = 1;

  /** The name it is chosen by: lower-case letters, digits and dashes. */
  String id();

  /** The {@link #SPI_VERSION} that it was compiled against. */
  int spiVersion();

  /** The {@link org.vae4j.tensor.Operation#SET} that it knows in full. */
  int operationSet();

  /** Whether it can be used here. Never throws. */
  Availability availability();

  /**
   * Starts the backend.
   *
   * @throws org.vae4j.error.BackendException if an option cannot be had; the message says what can
   */
  Backend create(BackendOptions options);
}
