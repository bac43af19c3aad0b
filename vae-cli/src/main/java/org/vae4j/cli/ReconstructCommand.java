package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.io.FileAccess;

/** {@code vae reconstruct}. */
final class ReconstructCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "reconstruct",
          "what the model makes of each row's code",
          CommandSpec.options(
              CommandSpec.required("model", "FILE", "a model that vae train wrote"),
              CommandSpec.required("data", "FILE", "rows: .csv, .npy, IDX or IDX.gz"),
              CommandSpec.required("out", "FILE", "rows: .csv, .npy, or .png for images")),
          ReconstructCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final Provider<Backend> backends;

  @Inject
  ReconstructCommand(Arguments arguments, Console console, Provider<Backend> backends) {
    this.arguments = arguments;
    this.console = console;
    this.backends = backends;
  }

  @Override
  public void run() throws IOException {
    Path out = arguments.path("out");
    FileAccess.requireWritable(out);
    Dataset data = Dataset.open(arguments.path("data"));
    try (Backend backend = backends.get();
        VaeModel model = VaeModel.load(arguments.path("model"), backend)) {
      Results.write(model.reconstruct(data), out, console);
    }
  }
}
