package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.data.Dataset;

/** {@code vae encode}. */
final class EncodeCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "encode",
          "the code of each row, without noise",
          CommandSpec.options(
              TrainedModel.MODEL,
              NamedData.DATA,
              NamedData.ROWS,
              CommandSpec.required("out", "FILE", "codes: .csv or .npy")),
          EncodeCommand.class);

  private final TrainedModel trained;
  private final Console console;

  @Inject
  EncodeCommand(TrainedModel trained, Console console) {
    this.trained = trained;
    this.console = console;
  }

  @Override
  public void run() throws IOException {
    Path out = trained.out();
    Dataset data = trained.data();
    trained.use(model -> Results.writeCodes(model.encode(data), out, console));
  }
}
