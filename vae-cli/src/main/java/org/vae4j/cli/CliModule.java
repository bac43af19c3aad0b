package org.vae4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import java.io.IOException;
import java.util.OptionalInt;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.Precision;
import org.vae4j.error.BackendException;
import org.vae4j.plugin.Components;

/**
 * Wires a command: its options, where it speaks, the components on the classpath, and a backend
 * when one is asked for.
 */
final class CliModule extends AbstractModule {
  private final Arguments arguments;
  private final Console console;

  CliModule(Arguments arguments, Console console) {
    this.arguments = arguments;
    this.console = console;
  }

  /** Makes a command and runs it; what a part could not be made for is thrown as it was. */
  static void run(Class<? extends Command> type, Arguments arguments, Console console)
      throws IOException {
    try {
      Guice.createInjector(new CliModule(arguments, console)).getInstance(type).run();
    } catch (ProvisionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  protected void configure() {
    bind(Arguments.class).toInstance(arguments);
    bind(Console.class).toInstance(console);
    bind(NamedData.class).toInstance(NamedData.ofEnvironment());
  }

  @Provides
  @Singleton
  Components components() {
    return Components.find();
  }

  /** Not a singleton: who asks for a backend closes it. */
  @Provides
  Backend backend() throws BackendException {
    OptionalInt threads =
        arguments.has("threads")
            ? OptionalInt.of(arguments.positive("threads", 1))
            : OptionalInt.empty();
    BackendOptions options = new BackendOptions(device(), threads, precision());
    return arguments
        .text("backend")
        .map(id -> Backends.open(id, options))
        .orElseGet(() -> Backends.open(options));
  }

  private BackendOptions.Device device() {
    String text = arguments.text("device").orElse("auto");
    try {
      return BackendOptions.Device.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private Precision precision() {
    String text = arguments.text("precision").orElse("float32");
    return switch (text) {
      case "float32" -> Precision.FLOAT32;
      case "strict" -> Precision.STRICT_FLOAT32;
      case "float64" -> Precision.FLOAT64;
      case "bf16" -> Precision.BFLOAT16;
      default ->
          throw new UsageException(
              "--precision: expected float32, strict, float64 or bf16, got '" + text + "'");
    };
  }
}
