package org.vae4j.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A component as the registry knows it: with the form of its fields and where it came from. */
final class Registration {
  /** The key that names the component; no field is called so. */
  static final String TYPE = "type";

  private record Field(String name, Form form, Method accessor, boolean required) {}

  private final Component<?> component;
  private final String provider;
  private final String origin;
  private final List<Field> fields = new ArrayList<>();

  /**
   * Looks at the fields.
   *
   * @param provider the class that registered it
   * @param origin the jar or folder that it came from
   * @param components reads and writes the fields that are components
   * @throws IllegalArgumentException if a field cannot be one
   */
  Registration(Component<?> component, String provider, String origin, Components components) {
    this.component = component;
    this.provider = provider;
    this.origin = origin;
    if (component.hasFields()) {
      for (RecordComponent part : component.prototype().getClass().getRecordComponents()) {
        fields.add(field(part, components));
      }
    }
  }

  private Field field(RecordComponent part, Components components) {
    String name = part.getName();
    if (name.equals(TYPE)) {
      throw new IllegalArgumentException(
          "expected no field called \"type\", which names the component; rename it");
    }
    try {
      Form form = Forms.of(part.getGenericType(), components);
      Method accessor = part.getAccessor();
      accessor.setAccessible(true);
      return new Field(name, form, accessor, component.required().contains(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("field \"%s\": %s".formatted(name, e.getMessage()), e);
    }
  }

  Component<?> component() {
    return component;
  }

  String provider() {
    return provider;
  }

  /** Who registered it, for messages. */
  String source() {
    return "%s (%s)".formatted(provider, origin);
  }

  /** Whether it may stand where a kind, or this very class, is expected. */
  boolean isOf(Class<?> type) {
    return component.kind() == type || component.prototype().getClass() == type;
  }

  /** Whether this is how a value is written. */
  boolean describes(Object value) {
    return component.hasFields()
        ? component.prototype().getClass() == value.getClass()
        : component.prototype().equals(value);
  }

  /** The component with the fields of an object, and the prototype's values for the others. */
  Object read(Map<?, ?> tree, Place place) {
    List<String> names = fields.stream().map(Field::name).toList();
    for (Object key : tree.keySet()) {
      if (!key.equals(TYPE) && !names.contains(key)) {
        throw place.failure(
            "expected %s of \"%s\", got \"%s\"%s"
                .formatted(
                    names.isEmpty() ? "no field" : "the fields " + Place.quoted(names),
                    component.name(),
                    key,
                    Place.nearest(key, names)));
      }
    }
    if (!component.hasFields()) {
      return component.prototype();
    }
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields.get(i), tree, place);
    }
    return make(values, place);
  }

  private Object value(Field field, Map<?, ?> tree, Place place) {
    Object given = tree.get(field.name());
    if (given != null) {
      return field.form().read(given, place.field(field.name()));
    }
    if (field.required()) {
      throw place.failure(
          "expected the field \"%s\" (%s) of \"%s\", got none; add it"
              .formatted(field.name(), field.form().name(), component.name()));
    }
    return value(field, component.prototype(), place);
  }

  private Object make(Object[] values, Place place) {
    RecordComponent[] parts = component.prototype().getClass().getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = component.prototype().getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw place.refused(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every record has its constructor", e);
    }
  }

  /** The name and all fields of a value, or only the name if there are none. */
  Object write(Object value, Place place) {
    if (fields.isEmpty()) {
      return component.name();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(TYPE, component.name());
    tree.putAll(writeFields(value, place));
    return tree;
  }

  /** All fields of a value. */
  Map<String, Object> writeFields(Object value, Place place) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Field field : fields) {
      Place there = place.field(field.name());
      tree.put(field.name(), field.form().write(value(field, value, there), there));
    }
    return tree;
  }

  private static Object value(Field field, Object owner, Place place) {
    try {
      @Nullable Object value = field.accessor().invoke(owner);
      if (value == null) {
        throw place.failure("expected a value, got null");
      }
      return value;
    } catch (InvocationTargetException e) {
      throw place.refused(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the accessor was made accessible", e);
    }
  }

  ComponentInfo info() {
    Object prototype = component.prototype();
    List<ComponentInfo.Field> shown =
        fields.stream()
            .map(
                field ->
                    new ComponentInfo.Field(
                        field.name(),
                        field.form().name(),
                        field.required() ? Optional.empty() : Optional.of(written(field))))
            .toList();
    return new ComponentInfo(
        Kind.name(component.kind()),
        component.name(),
        prototype.getClass().getName(),
        origin,
        shown);
  }

  private Object written(Field field) {
    Place place = Place.writing().field(component.name()).field(field.name());
    return field.form().write(value(field, component.prototype(), place), place);
  }
}
