package org.vae4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.vae4j.plugin.DefinitionDocument;
import org.vae4j.schema.DataSchema;

/**
 * What a model is made of where the user does not say: a small network that suits the kind of data.
 */
final class DefaultDefinition {
  private DefaultDefinition() {}

  static DefinitionDocument of(DataSchema schema) throws IOException {
    return DefinitionDocument.parse(text(schema.image().isPresent() ? "image.json" : "table.json"));
  }

  /** A definition that comes with the command line. */
  static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DefaultDefinition.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
