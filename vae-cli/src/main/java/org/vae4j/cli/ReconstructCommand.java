package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.data.Dataset;

/** {@code vae reconstruct}. */
final class ReconstructCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "reconstruct",
          "what the model makes of each row's code",
          CommandSpec.options(
              TrainedModel.MODEL, NamedData.DATA, NamedData.ROWS, TrainedModel.OUT_ROWS),
          ReconstructCommand.class);

  private final TrainedModel trained;
  private final Console console;

  @Inject
  ReconstructCommand(TrainedModel trained, Console console) {
    this.trained = trained;
    this.console = console;
  }

  @Override
  public void run() throws IOException {
    Path out = trained.out();
    Dataset data = trained.data();
    trained.use(model -> Results.write(model.reconstruct(data), out, console));
  }
}
