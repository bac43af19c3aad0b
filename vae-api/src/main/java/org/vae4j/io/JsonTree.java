package org.vae4j.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.error.ModelFormatException;

/**
 * JSON objects as plain Java: unmodifiable maps in the order of the file, lists, {@code String},
 * {@code Boolean}, {@code Long} and finite {@code Double}. There is no null.
 */
public final class JsonTree {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private static final ObjectWriter INDENTED =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private JsonTree() {}

  /**
   * Reads a JSON object.
   *
   * @param json UTF-8 text
   * @param where what is being read, for the message
   * @throws ModelFormatException if the text is not one JSON object without null
   */
  static Map<String, Object> parse(byte[] json, String where) {
    try {
      if (MAPPER.readValue(json, Object.class) instanceof Map<?, ?> tree) {
        return object(tree, "");
      }
      throw new IllegalArgumentException("expected a JSON object, got another JSON value");
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s: expected a JSON object, got invalid JSON (%s); the file is damaged, get it again"
              .formatted(where, e.getOriginalMessage()),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFormatException(
          "%s: %s; the file is damaged, get it again".formatted(where, e.getMessage()), e);
    }
  }

  /**
   * The text of an object, indented, for people; ends with a line feed.
   *
   * @throws IllegalArgumentException if it holds something that JSON cannot
   */
  public static String text(Map<String, ?> tree) {
    return new String(indented(object(tree, "")), StandardCharsets.UTF_8);
  }

  /**
   * The text of an object in one line, without a line feed.
   *
   * @throws IllegalArgumentException if it holds something that JSON cannot
   */
  public static String line(Map<String, ?> tree) {
    return new String(compact(tree), StandardCharsets.UTF_8);
  }

  /** One line. */
  static byte[] compact(Map<String, ?> tree) {
    return write(MAPPER.writer(), tree);
  }

  /** Indented, for people; ends with a line feed. */
  static byte[] indented(Map<String, ?> tree) {
    byte[] text = write(INDENTED, tree);
    return (new String(text, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] write(ObjectWriter writer, Map<String, ?> tree) {
    try {
      return writer.writeValueAsBytes(object(tree, ""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checked tree is always JSON", e);
    }
  }

  /**
   * A deep, unmodifiable copy in canonical types.
   *
   * @throws IllegalArgumentException if something in it has no place in JSON; names its path
   */
  static Map<String, Object> object(Map<?, ?> map, String path) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(
                "cannot write JSON: expected text as a key in \"%s\", got %s".formatted(path, key));
          }
          copy.put(name, value(value, path.isEmpty() ? name : path + "." + name));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static Object value(Object value, String path) {
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, path);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        copy.add(value(list.get(i), "%s[%d]".formatted(path, i)));
      }
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        ("\"%s\": expected text, a boolean, a whole number of 64 bits, a finite double, a"
                + " list or a map, got %s")
            .formatted(path, value));
  }
}
