package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.data.Dataset;
import org.vae4j.schema.Row;

/** {@code vae interpolate}. */
final class InterpolateCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "interpolate",
          "rows on the straight line between the codes of two rows",
          CommandSpec.options(
              TrainedModel.MODEL,
              NamedData.DATA,
              NamedData.ROWS,
              CommandSpec.required("from", "ROW", "the row to start from, counted from 0"),
              CommandSpec.required("to", "ROW", "the row to end at, counted from 0"),
              CommandSpec.optional("steps", "N", "rows to write, both ends included (default: 10)"),
              TrainedModel.OUT_ROWS),
          InterpolateCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final TrainedModel trained;

  @Inject
  InterpolateCommand(Arguments arguments, Console console, TrainedModel trained) {
    this.arguments = arguments;
    this.console = console;
    this.trained = trained;
  }

  @Override
  public void run() throws IOException {
    Path out = trained.out();
    int steps = arguments.positive("steps", 10);
    Dataset data = trained.data();
    Row from = data.row(arguments.row("from", 0, data));
    Row to = data.row(arguments.row("to", 0, data));
    trained.use(model -> Results.write(model.interpolate(from, to, steps), out, console));
  }
}
