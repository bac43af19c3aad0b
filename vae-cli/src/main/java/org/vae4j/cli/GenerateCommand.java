package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;

/** {@code vae generate}. */
final class GenerateCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "generate",
          "fresh rows from the prior",
          CommandSpec.options(
              TrainedModel.MODEL,
              CommandSpec.required("count", "N", "how many"),
              CommandSpec.optional("seed", "N", "of the codes (default: 0)"),
              TrainedModel.OUT_ROWS),
          GenerateCommand.class);

  private final Arguments arguments;
  private final TrainedModel trained;
  private final Console console;

  @Inject
  GenerateCommand(Arguments arguments, TrainedModel trained, Console console) {
    this.arguments = arguments;
    this.trained = trained;
    this.console = console;
  }

  @Override
  public void run() throws IOException {
    Path out = trained.out();
    int count = arguments.positive("count", 1);
    long seed = arguments.wholeNumber("seed", 0);
    trained.use(model -> Results.write(model.generate(count, seed), out, console));
  }
}
