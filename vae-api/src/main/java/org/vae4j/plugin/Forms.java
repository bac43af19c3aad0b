package org.vae4j.plugin;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Shape;

/** The form of every type that a field may have. */
final class Forms {
  private static final Form INTEGER =
      new Plain(
          "integer",
          "a whole number of 32 bits",
          tree ->
              tree instanceof Long number && number.intValue() == number ? number.intValue() : null,
          value -> ((Integer) value).longValue());

  private static final Form LONG =
      new Plain(
          "long",
          "a whole number of 64 bits",
          tree -> tree instanceof Long number ? number : null,
          UnaryOperator.identity());

  private static final Form NUMBER =
      new Plain(
          "number",
          "a number",
          tree -> tree instanceof Number number ? number.doubleValue() : null,
          UnaryOperator.identity());

  private static final Form BOOLEAN =
      new Plain(
          "boolean",
          "true or false",
          tree -> tree instanceof Boolean truth ? truth : null,
          UnaryOperator.identity());

  private static final Form TEXT =
      new Plain(
          "text",
          "text",
          tree -> tree instanceof String text ? text : null,
          UnaryOperator.identity());

  private static final Map<Class<?>, Form> SIMPLE =
      Map.of(
          int.class, INTEGER,
          Integer.class, INTEGER,
          long.class, LONG,
          Long.class, LONG,
          double.class, NUMBER,
          Double.class, NUMBER,
          boolean.class, BOOLEAN,
          Boolean.class, BOOLEAN,
          String.class, TEXT,
          Shape.class, new ShapeForm());

  private Forms() {}

  /**
   * The form of a type.
   *
   * @param components reads and writes the fields that are components
   * @throws IllegalArgumentException if a field cannot have this type
   */
  static Form of(Type type, Components components) {
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0], components);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ListForm(of(arguments[0], components));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new MapForm(of(arguments[1], components));
      }
    }
    if (type instanceof Class<?> plain) {
      Form simple = SIMPLE.get(plain);
      if (simple != null) {
        return simple;
      }
      if (plain.isEnum()) {
        return new EnumForm(plain);
      }
      if ((plain.isInterface() || plain.isRecord()) && plain.getTypeParameters().length == 0) {
        return new ComponentForm(plain, components);
      }
    }
    throw new IllegalArgumentException(
        "expected a field of type int, long, double, boolean, String, Shape, an enum, a kind of"
            + " component, or a List or a Map<String, …> of those, got "
            + type.getTypeName());
  }

  /** {@code LEAKY_RELU} as {@code leaky-relu}. */
  static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A value that JSON has, or nearly so. */
  private record Plain(
      String name,
      String expected,
      Function<Object, @Nullable Object> reading,
      UnaryOperator<Object> writing)
      implements Form {
    @Override
    public Object read(Object tree, Place place) {
      Object value = reading.apply(tree);
      if (value == null) {
        throw place.expected(expected, tree);
      }
      return value;
    }

    @Override
    public Object write(Object value, Place place) {
      return writing.apply(value);
    }
  }

  private record EnumForm(Class<?> type) implements Form {
    @Override
    public String name() {
      return String.join("|", constants().keySet());
    }

    @Override
    public Object read(Object tree, Place place) {
      Map<String, Object> constants = constants();
      Object constant = tree instanceof String name ? constants.get(name) : null;
      if (constant == null) {
        throw place.expectedOneOf("one of", constants.keySet(), tree);
      }
      return constant;
    }

    @Override
    public Object write(Object value, Place place) {
      return dashed((Enum<?>) value);
    }

    private Map<String, Object> constants() {
      Map<String, Object> constants = new LinkedHashMap<>();
      for (Object constant : type.getEnumConstants()) {
        constants.put(dashed((Enum<?>) constant), constant);
      }
      return constants;
    }
  }

  private record ShapeForm() implements Form {
    private static final Form SIZES = new ListForm(INTEGER);

    @Override
    public String name() {
      return "shape";
    }

    @Override
    public Object read(Object tree, Place place) {
      List<?> sizes = (List<?>) SIZES.read(tree, place);
      try {
        return Shape.of(sizes.stream().mapToInt(size -> (int) size).toArray());
      } catch (IllegalArgumentException e) {
        throw place.refused(e);
      }
    }

    @Override
    public Object write(Object value, Place place) {
      return SIZES.write(Arrays.stream(((Shape) value).toArray()).boxed().toList(), place);
    }
  }

  private record ListForm(Form element) implements Form {
    @Override
    public String name() {
      return "list of " + element.name();
    }

    @Override
    public Object read(Object tree, Place place) {
      if (!(tree instanceof List<?> list)) {
        throw place.expected("a list", tree);
      }
      return mapped(list, place, element::read);
    }

    @Override
    public Object write(Object value, Place place) {
      return mapped((List<?>) value, place, element::write);
    }

    private static List<Object> mapped(
        List<?> list, Place place, BiFunction<Object, Place, Object> function) {
      List<Object> results = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        results.add(function.apply(list.get(i), place.element(i)));
      }
      return results;
    }
  }

  private record MapForm(Form element) implements Form {
    @Override
    public String name() {
      return "map of " + element.name();
    }

    @Override
    public Object read(Object tree, Place place) {
      if (!(tree instanceof Map<?, ?> map)) {
        throw place.expected("an object", tree);
      }
      return mapped(map, place, element::read);
    }

    @Override
    public Object write(Object value, Place place) {
      return mapped((Map<?, ?>) value, place, element::write);
    }

    private static Map<Object, Object> mapped(
        Map<?, ?> map, Place place, BiFunction<Object, Place, Object> function) {
      Map<Object, Object> results = new LinkedHashMap<>();
      map.forEach((key, value) -> results.put(key, function.apply(value, place.field(key))));
      return results;
    }
  }

  private record ComponentForm(Class<?> kind, Components components) implements Form {
    @Override
    public String name() {
      return Kind.name(kind);
    }

    @Override
    public Object read(Object tree, Place place) {
      return components.read(kind, tree, place);
    }

    @Override
    public Object write(Object value, Place place) {
      return components.write(kind, value, place);
    }
  }
}
