package org.vae4j.backend;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.vae4j.backend.Availability.Available;
import org.vae4j.backend.Availability.Unavailable;
import org.vae4j.discovery.ServiceEntry;
import org.vae4j.error.BackendException;
import org.vae4j.error.VaeException;
import org.vae4j.tensor.Operation;

/**
 * One entry of the classpath's list of backends. A provider that cannot be loaded, or breaks the
 * promise never to throw, is an entry that is unavailable: it must not hide the others.
 */
record Discovery(
    String id, String origin, Availability availability, Optional<BackendProvider> provider) {
  Discovery {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(availability, "availability");
  }

  /** All entries, in the order of the classpath. */
  static List<Discovery> in(ClassLoader loader) {
    return ServiceEntry.in(loader, BackendProvider.class).stream().map(Discovery::of).toList();
  }

  private static Discovery of(ServiceEntry<BackendProvider> entry) {
    return entry
        .failure()
        .map(failure -> broken(entry.className(), failure))
        .orElseGet(() -> of(entry.className(), entry.provider().orElseThrow()));
  }

  private static Discovery of(String className, BackendProvider provider) {
    try {
      return new Discovery(provider.id(), className, checked(provider), Optional.of(provider));
    } catch (LinkageError | RuntimeException e) {
      return broken(className, e);
    }
  }

  private static Discovery broken(String className, Throwable failure) {
    String reason = "its provider is broken (" + ServiceEntry.innermost(failure) + ")";
    String remedy =
        "use the backend's jar of this version of vae4j with all that it depends on"
            + " (docs/troubleshooting.md#broken-backend)";
    return new Discovery(className, className, new Unavailable(reason, remedy), Optional.empty());
  }

  /** What the provider says, unless it speaks another version than this library. */
  private static Availability checked(BackendProvider provider) {
    String remedy =
        "use a backend of the same version as vae-api"
            + " (docs/troubleshooting.md#incompatible-backend)";
    if (provider.spiVersion() != BackendProvider.SPI_VERSION) {
      return new Unavailable(
          "expected version "
              + BackendProvider.SPI_VERSION
              + " of the backend interface, got "
              + provider.spiVersion(),
          remedy);
    }
    if (provider.operationSet() < Operation.SET) {
      return new Unavailable(
          "expected operation set "
              + Operation.SET
              + " or later, which programs need, got "
              + provider.operationSet(),
          remedy);
    }
    return provider.availability();
  }

  Backends.Candidate candidate() {
    return new Backends.Candidate(id, availability);
  }

  OptionalInt priority() {
    return availability instanceof Available available
        ? OptionalInt.of(available.priority())
        : OptionalInt.empty();
  }

  /** Starts the backend of an available entry. */
  Backend create(BackendOptions options) {
    try {
      return provider.orElseThrow().create(options);
    } catch (VaeException e) {
      throw e;
    } catch (LinkageError | RuntimeException e) {
      throw new BackendException(
          "backend '"
              + id
              + "' did not start: expected a running backend, got "
              + ServiceEntry.innermost(e)
              + "; check its jars and native libraries (docs/troubleshooting.md#unusable-backend)",
          e);
    }
  }

  /** The id, then the priority or why there is none. */
  @Override
  public String toString() {
    return availability instanceof Unavailable unavailable
        ? id + ": " + unavailable.reason() + "; " + unavailable.remedy()
        : id + ": available, priority " + priority().orElseThrow();
  }
}
