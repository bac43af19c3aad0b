package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.io.FileAccess;

/** {@code vae generate}. */
final class GenerateCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "generate",
          "fresh rows from the prior",
          CommandSpec.options(
              CommandSpec.required("model", "FILE", "a model that vae train wrote"),
              CommandSpec.required("count", "N", "how many"),
              CommandSpec.optional("seed", "N", "of the codes (default: 0)"),
              CommandSpec.required("out", "FILE", "rows: .csv, .npy, or .png for images")),
          GenerateCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final Provider<Backend> backends;

  @Inject
  GenerateCommand(Arguments arguments, Console console, Provider<Backend> backends) {
    this.arguments = arguments;
    this.console = console;
    this.backends = backends;
  }

  @Override
  public void run() throws IOException {
    Path out = arguments.path("out");
    FileAccess.requireWritable(out);
    int count = arguments.positive("count", 1);
    long seed = arguments.wholeNumber("seed", 0);
    try (Backend backend = backends.get();
        VaeModel model = VaeModel.load(arguments.path("model"), backend)) {
      Results.write(model.generate(count, seed), out, console);
    }
  }
}
