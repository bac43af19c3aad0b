package org.vae4j.io;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.error.ModelFormatException;

/**
 * The fields of a JSON object that must each be there, have a type, and be all there is. Each
 * getter throws {@link ModelFormatException} if its field is missing or of another type.
 */
public final class JsonFields {

  private final Map<?, ?> object;
  private final String path;
  private final Set<String> read = new HashSet<>();

  /** The fields of an object at a path in its document. */
  public JsonFields(Map<?, ?> object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * The fields of a value that should be an object.
   *
   * @throws ModelFormatException if it is none
   */
  public static JsonFields of(Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return new JsonFields(map, path);
    }
    throw new ModelFormatException(
        "%s: expected an object, got %s; the file is damaged, get it again".formatted(path, value));
  }

  /** Text. */
  public String text(String name) {
    if (field(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "text");
  }

  /** True or false. */
  public boolean flag(String name) {
    if (field(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  /** A whole number of 32 bits. */
  public int integer(String name) {
    if (field(name) instanceof Long number && number.intValue() == number) {
      return number.intValue();
    }
    throw wrong(name, "a whole number of 32 bits");
  }

  int[] integers(String name) {
    long[] numbers = longs(name);
    if (Arrays.stream(numbers).anyMatch(number -> (int) number != number)) {
      throw wrong(name, "whole numbers of 32 bits");
    }
    return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
  }

  long[] longs(String name) {
    if (field(name) instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)) {
      return list.stream().mapToLong(Long.class::cast).toArray();
    }
    throw wrong(name, "a list of whole numbers");
  }

  /** A number. */
  public double number(String name) {
    if (field(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(name, "a number");
  }

  /** A list. */
  public List<?> list(String name) {
    if (field(name) instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  /** A whole number of 64 bits. */
  public long wholeNumber(String name) {
    if (field(name) instanceof Long number) {
      return number;
    }
    throw wrong(name, "a whole number");
  }

  /** An object, as its fields. */
  public JsonFields object(String name) {
    return of(field(name), path + "." + name);
  }

  /** An object, as it is. */
  public Map<String, Object> map(String name) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object(name).object.forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }

  /** All fields, each a number. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object.keySet().forEach(name -> numbers.put((String) name, number((String) name)));
    return numbers;
  }

  /** Refuses fields that nobody asked for. */
  void requireAllRead() {
    for (Object name : object.keySet()) {
      if (!read.contains(name)) {
        throw new ModelFormatException(
            ("%s: expected only %s, got \"%s\"; the file may be of a newer version of vae4j,"
                    + " use that")
                .formatted(path, read.stream().sorted().toList(), name));
      }
    }
  }

  private Object field(String name) {
    read.add(name);
    Object value = object.get(name);
    if (value == null) {
      throw new ModelFormatException(
          "%s: expected a field \"%s\", got only %s; the file is damaged, get it again"
              .formatted(path, name, object.keySet()));
    }
    return value;
  }

  private ModelFormatException wrong(String name, String expected) {
    return new ModelFormatException(
        "%s.%s: expected %s, got %s; the file is damaged, get it again"
            .formatted(path, name, expected, object.get(name)));
  }
}
