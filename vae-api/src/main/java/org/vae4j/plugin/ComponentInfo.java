package org.vae4j.plugin;

import java.util.List;
import java.util.Optional;

/**
 * A component that definitions may name, for people and tools to look up.
 *
 * @param kind what it is: {@code layer}, {@code likelihood-head}
 * @param name what definitions call it
 * @param className its class
 * @param origin the jar or folder that it came from
 * @param fields what a definition may say about it
 */
public record ComponentInfo(
    String kind, String name, String className, String origin, List<Field> fields) {
  /** Copies the list. */
  public ComponentInfo {
    fields = List.copyOf(fields);
  }

  /**
   * A field of a component.
   *
   * @param name the key in JSON
   * @param type {@code integer}, {@code number}, {@code boolean}, {@code text}, the names of an
   *     enum ({@code fixed|global}), a kind ({@code layer}), or {@code list of …} or {@code map of
   *     …} one
   * @param defaultValue as JSON has it: text, a number, a boolean, a list or a map; empty if every
   *     definition must give the field
   */
  public record Field(String name, String type, Optional<Object> defaultValue) {}
}
