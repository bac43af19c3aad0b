package org.vae4j.examples;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.vae4j.error.VaeException;

/** A program whose parts a Guice module makes. */
public interface Example {
  /**
   * Does what the example is about.
   *
   * @param out takes what it has to say
   */
  void run(PrintStream out) throws IOException;

  /**
   * Makes an example and runs it. What it cannot use it names in one line, without a stack trace.
   *
   * @param module the only place that knows how the parts are made
   * @return the exit status: 0 done, 1 failed
   */
  static int run(
      Class<? extends Example> example, Module module, PrintStream out, PrintStream err) {
    try {
      Guice.createInjector(module).getInstance(example).run(out);
      return 0;
    } catch (ProvisionException e) {
      return failed(Optional.ofNullable(e.getCause()).orElse(e), err);
    } catch (VaeException | IOException | IllegalArgumentException e) {
      return failed(e, err);
    }
  }

  private static int failed(Throwable failure, PrintStream err) {
    err.println(failure.getMessage());
    return 1;
  }
}
