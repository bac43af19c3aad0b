package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;

/** {@code vae traverse}. */
final class TraverseCommand implements Command {
  private static final int DEFAULT_STEPS = 11;

  static final CommandSpec SPEC =
      new CommandSpec(
          "traverse",
          "what each latent dimension does: rows whose codes differ in that one, from -2.5 to 2.5",
          CommandSpec.options(
              TrainedModel.MODEL,
              NamedData.DATA,
              NamedData.ROWS,
              CommandSpec.optional(
                  "row", "ROW", "the row to start from, counted from 0 (default: 0)"),
              CommandSpec.optional(
                  "steps", "N", "rows of each dimension (default: " + DEFAULT_STEPS + ")"),
              CommandSpec.required(
                  "out",
                  "FILE",
                  "rows: .csv, .npy, or .png for images, a line for each dimension")),
          TraverseCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final TrainedModel trained;

  @Inject
  TraverseCommand(Arguments arguments, Console console, TrainedModel trained) {
    this.arguments = arguments;
    this.console = console;
    this.trained = trained;
  }

  @Override
  public void run() throws IOException {
    Path out = trained.out();
    int steps = arguments.positive("steps", DEFAULT_STEPS);
    Dataset data = trained.data();
    int row = arguments.row("row", 0, data);
    trained.use(model -> traverse(model, data, row, steps, out));
  }

  private void traverse(VaeModel model, Dataset data, int row, int steps, Path out)
      throws IOException {
    Traversal traversal = Traversal.of(model.encode(data), row, steps);
    Results.writeInLines(model.decode(traversal.codes()), steps, out);
    List<String> dimensions = traversal.dimensions().stream().map(d -> "z" + (d + 1)).toList();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", traversal.codes().rows());
    result.put("dimensions", dimensions);
    result.put("out", out.toString());
    console.result(
        result,
        dimensions.stream()
            .collect(
                Collectors.joining(
                    ", ",
                    "wrote " + steps + " rows for each of ",
                    ", those that vary most first, to " + out + "\n")));
  }
}
