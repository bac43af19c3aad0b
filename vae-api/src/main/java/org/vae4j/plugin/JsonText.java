package org.vae4j.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vae4j.error.DefinitionException;

/**
 * JSON as plain Java and back: unmodifiable maps in the order of the text, lists, {@code String},
 * {@code Boolean}, {@code Long} and finite {@code Double}. There is no null.
 */
final class JsonText {
  /** Far more than any model needs, far less than a stack holds. */
  static final int MOST_LEVELS = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter INDENTED =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withArrayValueSpacing(Separators.Spacing.AFTER)
                      .withArrayEmptySeparator("")
                      .withObjectEmptySeparator(""))
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter()));

  private JsonText() {}

  /**
   * Reads a text.
   *
   * @throws DefinitionException if it is not one JSON value, or holds null or a number out of range
   */
  static Object parse(String text) {
    Object tree;
    try {
      tree = MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new DefinitionException(
          "cannot read the definition: expected JSON, got an error%s: %s"
              .formatted(position(e), reason(e)),
          e);
    }
    return canonical(tree, Place.reading());
  }

  /** What the parser says, without its own words for where the text came from. */
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll(" *\\(?(start marker )?at \\[Source:[^]]*]\\)?", "");
  }

  private static String position(JsonProcessingException e) {
    return Optional.ofNullable(e.getLocation())
        .map(at -> " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()))
        .orElse("");
  }

  /** One line. */
  static String compact(Object tree) {
    return write(MAPPER.writer(), tree);
  }

  /** Indented, for people; ends with a line feed. */
  static String indented(Object tree) {
    return write(INDENTED, tree) + "\n";
  }

  private static String write(ObjectWriter writer, Object tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checked tree is always JSON", e);
    }
  }

  /**
   * A deep, unmodifiable copy in the types above.
   *
   * @throws DefinitionException if something in it has no place in JSON; names it
   */
  static Object canonical(@Nullable Object tree, Place place) {
    return canonical(tree, place, 0);
  }

  private static Object canonical(@Nullable Object tree, Place place, int level) {
    if (tree == null) {
      throw place.failure("expected a value, got null; leave the field out to have its default");
    }
    if (level > MOST_LEVELS) {
      throw place.failure("expected at most %d levels, got more".formatted(MOST_LEVELS));
    }
    if (tree instanceof String || tree instanceof Boolean || tree instanceof Long) {
      return tree;
    }
    if (tree instanceof Integer number) {
      return number.longValue();
    }
    if (tree instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    if (tree instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        copy.add(canonical(list.get(i), place.element(i), level + 1));
      }
      return Collections.unmodifiableList(copy);
    }
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, value) ->
              copy.put(String.valueOf(key), canonical(value, place.field(key), level + 1)));
      return Collections.unmodifiableMap(copy);
    }
    throw place.failure(
        "expected text, true or false, a whole number of 64 bits, a finite number, a list or an"
            + " object, got "
            + tree);
  }
}
