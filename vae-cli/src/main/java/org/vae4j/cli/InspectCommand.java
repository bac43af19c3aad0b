package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.VaeModel;
import org.vae4j.io.JsonTree;
import org.vae4j.plugin.Components;
import org.vae4j.train.EpochReport;

/** {@code vae inspect}. */
final class InspectCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "inspect",
          "what a model is made of, and how it was trained",
          CommandSpec.options(
              TrainedModel.MODEL,
              CommandSpec.flag(
                  "plan", "also what the backend makes of a training step and of encode"),
              CommandSpec.optional(
                  "batch-size", "N", "rows of the programs of --plan (default: as trained)")),
          InspectCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final TrainedModel trained;
  private final Components components;

  @Inject
  InspectCommand(
      Arguments arguments, Console console, TrainedModel trained, Components components) {
    this.arguments = arguments;
    this.console = console;
    this.trained = trained;
    this.components = components;
  }

  @Override
  public void run() throws IOException {
    if (arguments.has("batch-size") && !arguments.has("plan")) {
      throw new UsageException("--batch-size: expected with --plan, got it alone; add --plan");
    }
    trained.use(this::report);
  }

  private void report(VaeModel model) {
    Map<String, Object> definition = model.vae().definition().toTree(components);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", model.schema().toString());
    result.put("library", model.provenance().library());
    result.put("backend", model.provenance().backend());
    result.put("seed", model.provenance().seed());
    result.put("epochs", model.history().size());
    result.put("batch_size", model.provenance().batchSize());
    result.put("data_sha256", model.provenance().dataDigest());
    List<EpochReport> history = model.history();
    if (!history.isEmpty()) {
      result.put("last_epoch", history.get(history.size() - 1).training());
    }
    result.put("definition", definition);
    StringBuilder text = new StringBuilder();
    result.forEach(
        (name, value) -> {
          if (!name.equals("definition")) {
            text.append(String.format("%-12s %s%n", name.replace('_', ' '), value));
          }
        });
    text.append("\n").append(JsonTree.text(definition)).append("\n").append(model.summary());
    if (arguments.has("plan")) {
      Map<String, List<String>> plans =
          model.plans(arguments.positive("batch-size", model.provenance().batchSize()));
      result.put("plan", plans);
      plans.forEach(
          (program, lines) ->
              text.append(String.format("%n%s%n", program))
                  .append(String.join(System.lineSeparator(), lines))
                  .append(System.lineSeparator()));
    }
    console.result(result, text.toString());
  }
}
