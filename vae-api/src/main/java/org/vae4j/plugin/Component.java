package org.vae4j.plugin;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A component that definitions may name: a kind, a name and a prototype.
 *
 * <p>If the prototype is a record, its components are the fields of the JSON object, and the
 * prototype's values their defaults: {@code {"type": "dropout", "rate": 0.1}}. A field has one of
 * the types {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String}, an enum,
 * {@link org.vae4j.tensor.Shape}, a kind of component, or a {@code List} or a {@code Map} with
 * {@code String} keys of those. Any other prototype, such as a constant of an enum, is a component
 * without fields, and stands for itself: {@code "relu"}.
 *
 * @param <T> the kind
 * @param kind what it is: {@code Layer.class}, {@code Prior.class}, any interface that a field of a
 *     component has
 * @param name lower-case letters, digits and dashes; with a qualifier, {@code acme:student-t},
 *     unless it is this library's own; unique within the kind
 * @param prototype holds the defaults
 * @param required fields that every document must give: the prototype's values mean nothing
 * @param hasFields whether a document may give fields
 * @param isDefault whether an object without a type is this one
 */
public record Component<T>(
    Class<T> kind,
    String name,
    T prototype,
    Set<String> required,
    boolean hasFields,
    boolean isDefault) {
  private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*:)?[a-z][a-z0-9-]*");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is not one, the prototype is not of the kind, or
   *     something is required that is not a field
   */
  public Component {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "component name: expected lower-case letters, digits and dashes, with or without a"
              + " qualifier as in acme:student-t, got \""
              + name
              + "\"");
    }
    if (!kind.isInstance(prototype)) {
      throw new IllegalArgumentException(
          "component \"%s\": expected a prototype of %s, got %s"
              .formatted(name, kind.getName(), prototype));
    }
    required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
    List<String> fields = hasFields ? fieldNames(prototype) : List.of();
    if (!fields.containsAll(required)) {
      throw new IllegalArgumentException(
          "component \"%s\": expected to require some of its fields %s, got %s"
              .formatted(name, fields, required));
    }
  }

  private static List<String> fieldNames(Object prototype) {
    return Arrays.stream(prototype.getClass().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  /** A component all of whose fields have the prototype's values as defaults. */
  public static <T> Component<T> of(Class<T> kind, String name, T prototype) {
    boolean hasFields = prototype.getClass().isRecord();
    return new Component<>(kind, name, prototype, Set.of(), hasFields, false);
  }

  /** This component with fields that have no default. */
  public Component<T> requiring(String... fields) {
    return new Component<>(
        kind, name, prototype, Set.copyOf(List.of(fields)), hasFields, isDefault);
  }

  /** This component as a constant, even though its prototype is a record. */
  public Component<T> withoutFields() {
    return new Component<>(kind, name, prototype, Set.of(), false, isDefault);
  }

  /**
   * This component as what an object without a {@code type} is. A kind has one; a second one cannot
   * be used.
   */
  public Component<T> asDefault() {
    return new Component<>(kind, name, prototype, required, hasFields, true);
  }

  /** Whether the name says whose it is. */
  boolean isQualified() {
    return name.indexOf(':') >= 0;
  }
}
