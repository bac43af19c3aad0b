package org.vae4j.examples.application;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.vae4j.backend.BackendOptions;
import org.vae4j.error.NearestName;

/**
 * What the application reads of its settings, a properties file:
 *
 * <pre>
 * model = clusters.vae
 * backend = java
 * device = cpu
 * threads = 2
 * </pre>
 *
 * @param model the trained model
 * @param backend the id of a backend; without it the library chooses
 * @param options device and threads; without them the backend chooses
 */
record Settings(Path model, Optional<String> backend, BackendOptions options) {
  private static final List<String> KEYS = List.of("model", "backend", "device", "threads");

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it holds something else
   * @throws IOException if it cannot be read
   */
  static Settings read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    try {
      return of(properties);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot use %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Settings of(Properties properties) {
    for (String key : properties.stringPropertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "expected the keys %s, got '%s'%s".formatted(KEYS, key, NearestName.hint(key, KEYS)));
      }
    }
    Path model =
        value(properties, "model")
            .map(Path::of)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected the key 'model', got none; name the file of a trained model"));
    BackendOptions options = BackendOptions.defaults();
    Optional<String> device = value(properties, "device");
    if (device.isPresent()) {
      options = options.withDevice(BackendOptions.Device.parse(device.get()));
    }
    Optional<String> threads = value(properties, "threads");
    if (threads.isPresent()) {
      options = options.withThreads(wholeNumber("threads", threads.get()));
    }
    return new Settings(model, value(properties, "backend"), options);
  }

  private static Optional<String> value(Properties properties, String key) {
    return Optional.ofNullable(properties.getProperty(key)).filter(text -> !text.isBlank());
  }

  private static int wholeNumber(String key, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: expected a whole number, got '%s'".formatted(key, text), e);
    }
  }
}
