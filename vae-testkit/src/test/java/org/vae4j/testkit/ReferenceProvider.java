package org.vae4j.testkit;

import org.vae4j.backend.Availability;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.tensor.Operation;

/** Makes the reference a backend that can be discovered, so that the kit can be tried on it. */
public final class ReferenceProvider implements BackendProvider {
  /** For the service loader. */
  public ReferenceProvider() {}

  @Override
  public String id() {
    return "reference";
  }

  @Override
  public int spiVersion() {
    return BackendProvider.SPI_VERSION;
  }

  @Override
  public int operationSet() {
    return Operation.SET;
  }

  @Override
  public Availability availability() {
    return new Availability.Available(1);
  }

  @Override
  public Backend create(BackendOptions options) {
    return new ReferenceBackend();
  }
}
