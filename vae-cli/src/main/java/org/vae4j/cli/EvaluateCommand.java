package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.evaluate.Evaluation;

/** {@code vae evaluate}. */
final class EvaluateCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "evaluate",
          "how well a model explains data: the ELBO and the log-likelihood, in nats a row",
          CommandSpec.options(
              CommandSpec.required("model", "FILE", "a model that vae train wrote"),
              CommandSpec.required("data", "FILE", "rows to evaluate: .csv, .npy, IDX or IDX.gz"),
              CommandSpec.optional(
                  "importance-samples", "K", "codes drawn for each row (default: 1)"),
              CommandSpec.optional("seed", "N", "of the codes and of binarization (default: 0)")),
          EvaluateCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final Provider<Backend> backends;

  @Inject
  EvaluateCommand(Arguments arguments, Console console, Provider<Backend> backends) {
    this.arguments = arguments;
    this.console = console;
    this.backends = backends;
  }

  @Override
  public void run() throws IOException {
    int samples = arguments.positive("importance-samples", 1);
    long seed = arguments.wholeNumber("seed", 0);
    Dataset data = Dataset.open(arguments.path("data"));
    try (Backend backend = backends.get();
        VaeModel model = VaeModel.load(arguments.path("model"), backend)) {
      Evaluation evaluation = model.evaluate(data, samples, seed);
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
}
