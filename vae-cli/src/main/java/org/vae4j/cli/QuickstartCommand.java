package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.data.Sprites;
import org.vae4j.io.AtomicFile;
import org.vae4j.plugin.Components;
import org.vae4j.plugin.Definition;
import org.vae4j.plugin.DefinitionDocument;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.train.Training;

/** {@code vae quickstart}. */
final class QuickstartCommand implements Command {
  /** The first sprites of {@code --data sprites} are never trained on. */
  private static final int HELD_OUT = 1000;

  private static final int DEFAULT_ROWS = 20_000;
  private static final int DEFAULT_EPOCHS = 15;

  private static final int BATCH_SIZE = 64;

  /** Sprites in a line of a picture, and lines of reconstructions. */
  private static final int ACROSS = 11;

  private static final int LINES = 4;

  static final CommandSpec SPEC =
      new CommandSpec(
          "quickstart",
          "trains a first model, on sprites drawn for it, and makes pictures with it",
          CommandSpec.options(
              CommandSpec.optional(
                  "out",
                  "FOLDER",
                  "where model and pictures go (default: quickstart); files it wrote before are"
                      + " replaced, others left alone"),
              CommandSpec.optional(
                  "epochs", "N", "passes over the sprites (default: " + DEFAULT_EPOCHS + ")"),
              CommandSpec.optional(
                  "rows", "N", "sprites to train on (default: " + DEFAULT_ROWS + ")"),
              CommandSpec.optional(
                  "seed",
                  "N",
                  "of the training's randomness (default: " + Training.DEFAULT_SEED + ")")),
          QuickstartCommand.class);

  private final Arguments arguments;
  private final Console console;
  private final Components components;
  private final Provider<Backend> backends;

  @Inject
  QuickstartCommand(
      Arguments arguments, Console console, Components components, Provider<Backend> backends) {
    this.arguments = arguments;
    this.console = console;
    this.components = components;
    this.backends = backends;
  }

  @Override
  public void run() throws IOException {
    int rows = arguments.positive("rows", DEFAULT_ROWS);
    Training training = training();
    Path named = arguments.optionalPath("out").orElse(Path.of("quickstart"));
    QuickstartFolder folder = QuickstartFolder.create(named);
    Dataset sprites = Sprites.of(HELD_OUT + rows, 0).images();
    Dataset heldOut = sprites.subset(0, HELD_OUT);
    String text = DefaultDefinition.text("quickstart.json");
    Definition definition = Definition.fromTree(DefinitionDocument.parse(text).tree(), components);
    try (Backend backend = backends.get()) {
      console.say("training on %s: %d sprites".formatted(backend.info().id(), rows));
      Dataset others = sprites.subset(HELD_OUT, sprites.rows());
      try (VaeModel model = Vae.of(definition, others).fit(others, training, backend)) {
        AtomicFile.write(
            folder.definition(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        model.save(folder.model());
        drawPictures(model, heldOut, folder);
        report(model.evaluate(heldOut, 1, 0).elbo(), rows, folder);
      }
    }
  }

  private Training training() {
    Training.Builder training =
        Training.builder()
            .epochs(arguments.positive("epochs", DEFAULT_EPOCHS))
            .batchSize(BATCH_SIZE)
            .seed(arguments.wholeNumber("seed", Training.DEFAULT_SEED));
    ProgressBar.on(console).ifPresent(training::addListener);
    return training.build();
  }

  private static void drawPictures(VaeModel model, Dataset heldOut, QuickstartFolder folder)
      throws IOException {
    Dataset shown = heldOut.subset(0, LINES * ACROSS);
    Dataset pairs = inTurn(shown.matrix(), model.reconstruct(shown).matrix(), heldOut.schema());
    DataFiles.writeSheet(pairs, ACROSS, folder.reconstructions());
    DataFiles.writeSheet(model.generate(2 * LINES * ACROSS, 0), ACROSS, folder.samples());
    Traversal traversal = Traversal.of(model.encode(heldOut), 0, ACROSS);
    DataFiles.writeSheet(model.decode(traversal.codes()), ACROSS, folder.traversals());
  }

  /** A line of the one, below it a line of the other, and so on. */
  private static Dataset inTurn(Matrix upper, Matrix lower, DataSchema schema) {
    Matrix both =
        Matrix.ofRows(
            2 * upper.rows(),
            upper.columns(),
            (index, out) -> {
              int line = index / ACROSS;
              Matrix source = line % 2 == 0 ? upper : lower;
              source.copyRow(line / 2 * ACROSS + index % ACROSS, out, 0);
            });
    return Dataset.of(both, schema);
  }

  private void report(double elbo, int rows, QuickstartFolder folder) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", rows);
    result.put("held_out_rows", HELD_OUT);
    result.put("elbo", elbo);
    result.put("out", folder.path().toString());
    result.put("files", folder.files().stream().map(Path::toString).toList());
    console.result(result, folder.guide(elbo, HELD_OUT));
  }
}
