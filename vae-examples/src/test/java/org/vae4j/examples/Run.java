package org.vae4j.examples;

import com.google.inject.Binder;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.vae4j.train.Training;

/**
 * What came of running an example.
 *
 * @param status 0 done, 1 failed
 */
public record Run(int status, String out, String err) {
  /** Runs an example with another training, a short one. */
  public static Run of(Class<? extends Example> example, Module module, Training training) {
    Module shorter = binder -> bind(binder, training);
    return of(example, Modules.override(module).with(shorter));
  }

  private static void bind(Binder binder, Training training) {
    binder.bind(Training.class).toInstance(training);
  }

  /** Runs an example as it is. */
  public static Run of(Class<? extends Example> example, Module module) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Example.run(example, module, print(out), print(err));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
