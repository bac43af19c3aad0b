package org.vae4j.backend;

import java.util.List;
import org.vae4j.backend.Availability.Available;
import org.vae4j.backend.Availability.Unavailable;
import org.vae4j.backend.BackendInfo.Reproducibility;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Variable;

/** Backends that compute nothing, good and bad, to be discovered. */
public final class FakeProviders {
  private FakeProviders() {}

  /** Knows what it was opened as; everything else fails. */
  record FakeBackend(String id, BackendOptions options) implements Backend {
    @Override
    public BackendInfo info() {
      return new BackendInfo(
          id, "fake", "cpu", 1, options.precision(), Reproducibility.EXACT_EVERYWHERE, 1);
    }

    @Override
    public Memory allocate(List<Variable> variables) {
      throw new IllegalStateException("a fake has no memory");
    }

    @Override
    public CompiledProgram compile(Program program) {
      throw new IllegalStateException("a fake compiles nothing");
    }

    @Override
    public void close() {}
  }

  /** Everything as it should be, but for what subclasses change. */
  abstract static class Fake implements BackendProvider {
    private final String id;
    private final Availability availability;

    Fake(String id, Availability availability) {
      this.id = id;
      this.availability = availability;
    }

    @Override
    public String id() {
      return id;
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
      return availability;
    }

    @Override
    public Backend create(BackendOptions options) {
      return new FakeBackend(id, options);
    }
  }

  /** Priority 300. */
  public static final class Plain extends Fake {
    /** For the service loader. */
    public Plain() {
      super("plain", new Available(300));
    }
  }

  /** Priority 200. */
  public static final class Slower extends Fake {
    /** For the service loader. */
    public Slower() {
      super("slower", new Available(200));
    }
  }

  /** Priority 300 as well. */
  public static final class Rival extends Fake {
    /** For the service loader. */
    public Rival() {
      super("rival", new Available(300));
    }
  }

  /** The id of another one. */
  public static final class PlainAgain extends Fake {
    /** For the service loader. */
    public PlainAgain() {
      super("plain", new Available(100));
    }
  }

  /** Cannot be used, and says so. */
  public static final class Missing extends Fake {
    /** For the service loader. */
    public Missing() {
      super("missing", new Unavailable("its engine is not here", "add org.acme:engine"));
    }
  }

  /** Speaks a later version of the interface. */
  public static final class Newer extends Fake {
    /** For the service loader. */
    public Newer() {
      super("newer", new Available(900));
    }

    @Override
    public int spiVersion() {
      return BackendProvider.SPI_VERSION + 1;
    }
  }

  /** Knows too few operations. */
  public static final class Older extends Fake {
    /** For the service loader. */
    public Older() {
      super("older", new Available(900));
    }

    @Override
    public int operationSet() {
      return Operation.SET - 1;
    }
  }

  /** Throws in its constructor. */
  public static final class FailsToConstruct extends Fake {
    /** For the service loader. */
    public FailsToConstruct() {
      super("constructor", new Available(900));
      throw new IllegalStateException("constructor gave up");
    }
  }

  /** Throws an error of linkage where it must never throw. */
  public static final class FailsToTell extends Fake {
    /** For the service loader. */
    public FailsToTell() {
      super("teller", new Available(900));
    }

    @Override
    public Availability availability() {
      throw new UnsatisfiedLinkError("no engine in java.library.path");
    }
  }

  /** Available, but its native code does not load. */
  public static final class FailsToStart extends Fake {
    /** For the service loader. */
    public FailsToStart() {
      super("starter", new Available(400));
    }

    @Override
    public Backend create(BackendOptions options) {
      throw new NoClassDefFoundError("org/acme/Engine");
    }
  }

  /** Available, but refuses its options. */
  public static final class Refuses extends Fake {
    /** For the service loader. */
    public Refuses() {
      super("refuser", new Available(400));
    }

    @Override
    public Backend create(BackendOptions options) {
      throw new BackendException("backend 'refuser': expected device cpu, got " + options.device());
    }
  }

  /** Has no id. */
  public static final class Nameless extends Fake {
    /** For the service loader. */
    @SuppressWarnings("NullAway") // Breaks the contract on purpose.
    public Nameless() {
      super(null, new Available(900));
    }
  }
}
