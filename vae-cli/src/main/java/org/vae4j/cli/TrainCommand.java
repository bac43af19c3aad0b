package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.error.DefinitionException;
import org.vae4j.io.FileAccess;
import org.vae4j.optimizer.Adam;
import org.vae4j.plugin.Components;
import org.vae4j.plugin.Definition;
import org.vae4j.plugin.DefinitionDocument;
import org.vae4j.train.EpochReport;
import org.vae4j.train.Training;

/** {@code vae train}. */
final class TrainCommand implements Command {
  /** The only option that may be given more than once. */
  static final String REPEATABLE = "set";

  static final CommandSpec SPEC =
      new CommandSpec(
          "train",
          "trains a model and writes it to a file",
          CommandSpec.options(
              NamedData.DATA,
              NamedData.ROWS,
              CommandSpec.optional(
                  "definition",
                  "FILE.json",
                  "what the model is made of (default: a small network for the data)"),
              CommandSpec.optional(
                  REPEATABLE,
                  "path=value",
                  "change the definition, as in decoder.network.hidden=[512,256]; may be repeated"),
              CommandSpec.optional(
                  "latent", "N", "latent dimensions, short for --set encoder.head.size=N"),
              CommandSpec.optional(
                  "epochs", "N", "passes over the data (default: " + Training.DEFAULT_EPOCHS + ")"),
              CommandSpec.optional(
                  "batch-size",
                  "N",
                  "rows of a step (default: " + Training.DEFAULT_BATCH_SIZE + ")"),
              CommandSpec.optional(
                  "learning-rate",
                  "X",
                  "of Adam (default: the definition's, or " + Adam.DEFAULT_LEARNING_RATE + ")"),
              CommandSpec.optional(
                  "seed", "N", "of all randomness (default: " + Training.DEFAULT_SEED + ")"),
              CommandSpec.optional(
                  "validation",
                  "FILE|FRACTION",
                  "rows to evaluate after each epoch: a file, or a part of the data such as 0.1"),
              CommandSpec.required("out", "FILE", "the model, usually .vae")),
          TrainCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final Components components;
  private final Provider<Backend> backends;

  @Inject
  TrainCommand(
      Arguments arguments, Console console, Components components, Provider<Backend> backends) {
    this.arguments = arguments;
    this.console = console;
    this.components = components;
    this.backends = backends;
  }

  @Override
  public void run() throws IOException {
    Path out = arguments.output();
    Dataset data = arguments.data();
    Definition definition = definition(data);
    Optional<Dataset> validation = validationFile();
    Training training = training();
    Vae vae = Vae.of(definition, data);
    try (Backend backend = backends.get()) {
      console.say(
          "training on "
              + backend.info().id()
              + ", "
              + backend.info().device()
              + ": "
              + data.rows()
              + " rows");
      VaeModel trained =
          validation.isPresent()
              ? vae.fit(data, validation.get(), training, backend)
              : vae.fit(data, training, backend);
      try (VaeModel model = trained) {
        model.save(out);
        report(model, out);
      }
    }
  }

  private Definition definition(Dataset data) throws IOException {
    Optional<Path> file = arguments.optionalPath("definition");
    try {
      DefinitionDocument document = document(file, data);
      if (arguments.has("latent")) {
        document = document.with("encoder.head.size=" + arguments.positive("latent", 1));
      }
      for (String change : arguments.texts(REPEATABLE)) {
        document = document.with(change);
      }
      return Definition.fromTree(document.tree(), components);
    } catch (DefinitionException e) {
      throw file.isEmpty() ? e : new DefinitionException(file.get() + ": " + e.getMessage(), e);
    }
  }

  private static DefinitionDocument document(Optional<Path> file, Dataset data) throws IOException {
    if (file.isEmpty()) {
      return DefaultDefinition.of(data.schema());
    }
    FileAccess.requireReadable(file.get());
    try {
      return DefinitionDocument.parse(Files.readString(file.get()));
    } catch (CharacterCodingException e) {
      throw new IOException(
          "cannot read %s: expected UTF-8 text, got other bytes; name a definition in JSON"
              .formatted(file.get()),
          e);
    }
  }

  private Training training() {
    Training.Builder training =
        Training.builder()
            .epochs(arguments.positive("epochs", Training.DEFAULT_EPOCHS))
            .batchSize(arguments.positive("batch-size", Training.DEFAULT_BATCH_SIZE))
            .seed(arguments.wholeNumber("seed", Training.DEFAULT_SEED));
    learningRate().ifPresent(rate -> training.optimizer(Adam.of(rate)));
    validationFraction().ifPresent(training::validationFraction);
    ProgressBar.on(console).ifPresent(training::addListener);
    return training.build();
  }

  private Optional<Double> learningRate() {
    Optional<Double> rate = arguments.number("learning-rate");
    if (rate.isPresent() && !(rate.get() >= 0 && Double.isFinite(rate.get()))) {
      throw new UsageException(
          "--learning-rate: expected a finite number of at least 0, got " + rate.get());
    }
    return rate;
  }

  /** A number is a fraction, anything else a file. */
  private Optional<Double> validationFraction() {
    return arguments
        .text("validation")
        .filter(text -> text.matches("[0-9.eE+-]+"))
        .map(text -> fraction(text));
  }

  private static double fraction(String text) {
    double fraction = Double.parseDouble(text);
    if (!(fraction > 0 && fraction < 1)) {
      throw new UsageException(
          "--validation: expected a file or a number between 0 and 1, got '" + text + "'");
    }
    return fraction;
  }

  private Optional<Dataset> validationFile() throws IOException {
    if (!arguments.has("validation") || validationFraction().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(arguments.data("validation"));
  }

  private void report(VaeModel model, Path out) {
    Map<String, Object> result = new LinkedHashMap<>();
    EpochReport last = model.history().get(model.history().size() - 1);
    result.put("epochs", last.epoch());
    result.putAll(last.training());
    last.validation().forEach((name, value) -> result.put("validation_" + name, value));
    result.put("out", out.toString());
    console.result(result);
  }
}
