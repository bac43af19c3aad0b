package org.vae4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.error.DefinitionException;
import org.vae4j.error.ModelFormatException;
import org.vae4j.evaluate.TrainingClock;
import org.vae4j.io.JsonFields;
import org.vae4j.io.ModelFile;
import org.vae4j.io.SchemaJson;
import org.vae4j.io.TensorData;
import org.vae4j.plugin.Components;
import org.vae4j.plugin.Definition;
import org.vae4j.schema.DataSchema;
import org.vae4j.tensor.Variable;
import org.vae4j.train.EpochReport;

/**
 * A trained model apart from any backend: what a {@code .vae} file holds.
 *
 * @param source where it was read from or is to go, for messages
 * @param schema what a row of data is
 * @param definition the parts as JSON
 * @param provenance where it came from
 * @param clock where training ended
 * @param history the epochs of the training
 * @param weights parameters and states by path
 */
record SavedModel(
    String source,
    DataSchema schema,
    Map<String, Object> definition,
    Provenance provenance,
    TrainingClock.Stopped clock,
    List<EpochReport> history,
    Map<String, TensorData> weights) {

  void write(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("definition", definition);
    json.put("schema", SchemaJson.write(schema));
    json.put("provenance", provenance.toJson());
    json.put("clock", write(clock));
    json.put("history", history.stream().map(SavedModel::write).toList());
    ModelFile.of(json, weights).write(file);
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is damaged, hostile or of a newer version
   * @throws IOException if it cannot be read
   */
  static SavedModel read(Path file) throws IOException {
    ModelFile content = ModelFile.read(file);
    try {
      JsonFields json = new JsonFields(content.description(), "model.json");
      JsonFields clock = json.object("clock");
      JsonFields provenance = json.object("provenance");
      List<EpochReport> history = new ArrayList<>();
      for (Object epoch : json.list("history")) {
        history.add(epoch(JsonFields.of(epoch, "model.json.history[" + history.size() + "]")));
      }
      return new SavedModel(
          file.toString(),
          SchemaJson.read(json.map("schema")),
          json.map("definition"),
          Provenance.of(provenance),
          new TrainingClock.Stopped(clock.wholeNumber("step"), clock.number("epoch")),
          history,
          content.weights());
    } catch (ModelFormatException e) {
      throw new ModelFormatException(
          "cannot read model "
              + file
              + ": "
              + e.getMessage()
              + "; it was damaged or not written by vae4j",
          e);
    }
  }

  /** The definition with its parts found by name. */
  Vae define(Components components) {
    try {
      return Vae.of(Definition.fromTree(definition, components), schema);
    } catch (DefinitionException | IllegalArgumentException e) {
      throw new ModelFormatException("cannot use model " + source + ": " + e.getMessage(), e);
    }
  }

  /** Checks that the weights are those of a model's variables. */
  void requireFits(List<Variable> variables) {
    Map<String, TensorData> unknown = new LinkedHashMap<>(weights);
    for (Variable variable : variables) {
      TensorData found = unknown.remove(variable.name());
      if (found == null || !found.shape().equals(variable.shape())) {
        String got = Optional.ofNullable(found).map(data -> data.shape().toString()).orElse("none");
        throw new ModelFormatException(
            "cannot use model "
                + source
                + ": the weights do not fit the definition: expected "
                + variable
                + ", got "
                + got
                + "; load the file with the definition that it was saved with");
      }
      for (float value : found.toArray()) {
        if (!Float.isFinite(value)) {
          throw new ModelFormatException(
              "cannot use model "
                  + source
                  + ": expected finite weights, got "
                  + value
                  + " in "
                  + variable
                  + "; train it again");
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new ModelFormatException(
          "cannot use model "
              + source
              + ": the weights do not fit the definition: it has no parameters "
              + unknown.keySet()
              + "; load the file with the definition that it was saved with");
    }
  }

  private static Map<String, Object> write(TrainingClock.Stopped clock) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", clock.step());
    json.put("epoch", clock.epoch());
    return json;
  }

  private static Map<String, Object> write(EpochReport epoch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", epoch.epoch());
    json.put("epochs", epoch.epochs());
    json.put("training", new LinkedHashMap<>(epoch.training()));
    json.put("validation", new LinkedHashMap<>(epoch.validation()));
    return json;
  }

  private static EpochReport epoch(JsonFields json) {
    return new EpochReport(
        json.integer("epoch"),
        json.integer("epochs"),
        json.object("training").numbers(),
        json.object("validation").numbers(),
        0);
  }
}
