package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.io.FileAccess;

/** {@code vae encode}. */
final class EncodeCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "encode",
          "the code of each row, without noise",
          CommandSpec.options(
              CommandSpec.required("model", "FILE", "a model that vae train wrote"),
              CommandSpec.required("data", "FILE", "rows: .csv, .npy, IDX or IDX.gz"),
              CommandSpec.required("out", "FILE", "codes: .csv or .npy")),
          EncodeCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final Provider<Backend> backends;

  @Inject
  EncodeCommand(Arguments arguments, Console console, Provider<Backend> backends) {
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
      Results.writeCodes(model.encode(data), out, console);
    }
  }
}
