package org.vae4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.backend.BackendInfo;
import org.vae4j.io.JsonFields;
import org.vae4j.train.Training;

/**
 * Where a model came from.
 *
 * @param library the version of this library
 * @param backend the backend that trained it, its version and device
 * @param seed of the training
 * @param epochs asked for; 0 if the weights came from elsewhere, and then no more is known
 * @param batchSize rows of a step
 * @param dataDigest SHA-256 of the training rows, in hexadecimal
 */
public record Provenance(
    String library, String backend, long seed, int epochs, int batchSize, String dataDigest) {
  /** Of weights that no training of this library made. */
  static Provenance of(BackendInfo info) {
    return new Provenance(Version.current(), text(info), 0, 0, 0, "");
  }

  private static String text(BackendInfo info) {
    return info.id() + " " + info.version() + " on " + info.device();
  }

  static Provenance of(BackendInfo info, Training training, String digest) {
    return new Provenance(
        Version.current(),
        text(info),
        training.seed(),
        training.epochs(),
        training.batchSize(),
        digest);
  }

  static Provenance of(JsonFields json) {
    return new Provenance(
        json.text("library"),
        json.text("backend"),
        json.wholeNumber("seed"),
        json.integer("epochs"),
        json.integer("batchSize"),
        json.text("dataDigest"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("library", library);
    json.put("backend", backend);
    json.put("seed", seed);
    json.put("epochs", epochs);
    json.put("batchSize", batchSize);
    json.put("dataDigest", dataDigest);
    return json;
  }
}
