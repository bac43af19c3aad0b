package org.vae4j.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vae4j.error.DefinitionException;

/**
 * The JSON document of a {@link Definition}, before it is looked at: text, a tree, and a place to
 * override parts of it.
 *
 * @param tree maps, lists, {@code String}, {@code Boolean}, {@code Long} and finite {@code Double}
 */
public record DefinitionDocument(Map<String, Object> tree) {
  private static final String NAME = "[^.\\[\\]=]+";
  private static final String INDEX = "\\[([0-9]{1,9})]";
  private static final Pattern PATH =
      Pattern.compile("%1$s(%2$s)*(\\.%1$s(%2$s)*)*".formatted(NAME, INDEX));
  private static final Pattern STEP = Pattern.compile("(%s)|%s".formatted(NAME, INDEX));

  /**
   * Copies the tree.
   *
   * @throws DefinitionException if something in it has no place in JSON
   */
  public DefinitionDocument {
    tree = object(JsonText.canonical(tree, Place.reading()));
  }

  @SuppressWarnings("unchecked") // A canonical tree has text keys.
  private static Map<String, Object> object(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw Place.reading().expected("an object", tree);
  }

  /** The document of a tree. */
  public static DefinitionDocument of(Map<String, Object> tree) {
    return new DefinitionDocument(tree);
  }

  /**
   * Reads a text.
   *
   * @throws DefinitionException if it is not one JSON object; null, a key given twice and numbers
   *     out of range are refused
   */
  public static DefinitionDocument parse(String text) {
    return new DefinitionDocument(object(JsonText.parse(text)));
  }

  /**
   * This document with another value somewhere, such as {@code decoder.network.hidden=[512,256]} or
   * {@code encoder.network.layers[1].units=64}. Objects on the way that are not there are added; a
   * component in short form, {@code "elbo"}, is written out to take a field.
   *
   * @param assignment a path, {@code =} and a value in JSON; a value that is not JSON is text, so
   *     {@code loss=elbo} needs no quotes
   * @throws DefinitionException if there is no such place
   */
  public DefinitionDocument with(String assignment) {
    int equals = assignment.indexOf('=');
    String path = assignment.substring(0, Math.max(0, equals)).strip();
    if (!PATH.matcher(path).matches()) {
      throw new DefinitionException(
          ("cannot override a part of the definition: expected path=value, such as"
                  + " decoder.network.hidden=[512,256], got %s")
              .formatted(assignment));
    }
    Object value = value(assignment.substring(equals + 1).strip());
    return new DefinitionDocument(object(replaced(tree, steps(path), value, Place.overriding())));
  }

  private static Object value(String text) {
    try {
      return JsonText.parse(text);
    } catch (DefinitionException e) {
      if (text.isEmpty() || "{[\"".indexOf(text.charAt(0)) >= 0 || text.equals("null")) {
        throw e;
      }
      return text;
    }
  }

  /** Names of fields, and indices of lists. */
  private static List<Object> steps(String path) {
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      String name = matcher.group(1);
      steps.add(name != null ? name : Integer.valueOf(matcher.group(2)));
    }
    return steps;
  }

  private static Object replaced(
      @Nullable Object tree, List<Object> steps, Object value, Place place) {
    if (steps.isEmpty()) {
      return value;
    }
    List<Object> further = steps.subList(1, steps.size());
    if (steps.get(0) instanceof Integer index) {
      if (!(tree instanceof List<?> list) || index >= list.size()) {
        throw place.expected("a list of more than %d elements".formatted(index), tree);
      }
      List<Object> copy = new ArrayList<>(list);
      copy.set(index, replaced(list.get(index), further, value, place.element(index)));
      return copy;
    }
    Object name = steps.get(0);
    Map<Object, Object> copy = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> object) {
      copy.putAll(object);
    } else if (tree instanceof String component) {
      copy.put(Registration.TYPE, component);
    } else if (tree != null) {
      throw place.expected("an object, which has fields", tree);
    }
    copy.put(name, replaced(copy.get(name), further, value, place.field(name)));
    return copy;
  }

  /** The document as indented JSON. */
  public String text() {
    return JsonText.indented(tree);
  }
}
