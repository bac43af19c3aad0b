package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.data.Dataset;
import org.vae4j.evaluate.Evaluation;

/** {@code vae evaluate}. */
final class EvaluateCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "evaluate",
          "how well a model explains data: the ELBO and the log-likelihood, in nats a row",
          CommandSpec.options(
              TrainedModel.MODEL,
              NamedData.DATA,
              NamedData.ROWS,
              CommandSpec.optional(
                  "importance-samples", "K", "codes drawn for each row (default: 1)"),
              CommandSpec.optional("seed", "N", "of the codes and of binarization (default: 0)")),
          EvaluateCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final TrainedModel trained;

  @Inject
  EvaluateCommand(Arguments arguments, Console console, TrainedModel trained) {
    this.arguments = arguments;
    this.console = console;
    this.trained = trained;
  }

  @Override
  public void run() throws IOException {
    int samples = arguments.positive("importance-samples", 1);
    long seed = arguments.wholeNumber("seed", 0);
    Dataset data = trained.data();
    trained.use(model -> report(model.evaluate(data, samples, seed)));
  }

  private void report(Evaluation evaluation) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", evaluation.rows());
    result.put("importance_samples", evaluation.samples());
    result.put("elbo", evaluation.elbo());
    result.put("log_likelihood", evaluation.logLikelihood());
    if (evaluation.rows() > 1) {
      result.put("standard_error", evaluation.standardError());
    }
    console.result(result);
  }
}
