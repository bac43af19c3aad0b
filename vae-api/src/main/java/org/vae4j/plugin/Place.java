package org.vae4j.plugin;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vae4j.error.DefinitionException;
import org.vae4j.error.NearestName;

/**
 * A place in a document, for messages.
 *
 * @param task what is done there: read, write or override
 * @param path such as {@code decoder.network.hidden[1]}; empty for the whole document
 */
record Place(String task, String path) {
  private static final int LETTERS_SHOWN = 60;

  /** The whole of a document that is read. */
  static Place reading() {
    return new Place("read", "");
  }

  /** The whole of a document that is written. */
  static Place writing() {
    return new Place("write", "");
  }

  /** The whole of a document that is changed. */
  static Place overriding() {
    return new Place("override", "");
  }

  /** A field of the object at this place. */
  Place field(Object name) {
    return new Place(task, path.isEmpty() ? name.toString() : path + "." + name);
  }

  /** An element of the list at this place. */
  Place element(int index) {
    return new Place(task, path + "[" + index + "]");
  }

  /** Says that something else stands here. */
  DefinitionException expected(String expected, @Nullable Object tree) {
    return failure("expected %s, got %s".formatted(expected, shown(tree)));
  }

  /** Says that the name that stands here is not a known one. */
  DefinitionException expectedOneOf(String what, Collection<String> names, Object tree) {
    return failure(
        "expected %s %s, got %s%s"
            .formatted(what, quoted(names), shown(tree), nearest(tree, names)));
  }

  /** Says that a component does not take the values of this place. */
  DefinitionException refused(Throwable cause) {
    String reason =
        cause instanceof IllegalArgumentException && cause.getMessage() != null
            ? cause.getMessage()
            : "expected valid values, got " + cause;
    return new DefinitionException("cannot %s %s: %s".formatted(task, this, reason), cause);
  }

  /** Says that something is wrong here. */
  DefinitionException failure(String reason) {
    return new DefinitionException("cannot %s %s: %s".formatted(task, this, reason));
  }

  /** {@code ; did you mean "units"?}, or nothing if no name is near. */
  static String nearest(Object name, Collection<String> known) {
    return name instanceof String text ? NearestName.hint(text, known) : "";
  }

  static String quoted(Collection<String> names) {
    return names.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }

  static String shown(@Nullable Object tree) {
    if (tree == null) {
      return "none";
    }
    String text = JsonText.compact(tree);
    return text.length() <= LETTERS_SHOWN ? text : text.substring(0, LETTERS_SHOWN) + "…";
  }

  @Override
  public String toString() {
    return path.isEmpty() ? "the definition" : path;
  }
}
