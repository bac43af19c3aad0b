package org.vae4j.cli;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.vae4j.plugin.ComponentInfo;
import org.vae4j.plugin.Components;

/** {@code vae components}. */
final class ComponentsCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "components",
          "what a definition can be made of, with fields, defaults and origin",
          new Options(),
          ComponentsCommand.class);

  private final Console console;
  private final Components components;

  @Inject
  ComponentsCommand(Console console, Components components) {
    this.console = console;
    this.components = components;
  }

  @Override
  public void run() {
    components.problems().forEach(problem -> console.err().println("vae: " + problem));
    List<Map<String, Object>> list = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (ComponentInfo component : components.list()) {
      list.add(json(component));
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %-20s %s%n",
              component.kind(),
              component.name(),
              shortened(component.origin())));
      for (ComponentInfo.Field field : component.fields()) {
        String fallback = field.defaultValue().map(value -> "default " + value).orElse("required");
        text.append(
            String.format(
                Locale.ROOT, "%-16s   %s: %s, %s%n", "", field.name(), field.type(), fallback));
      }
    }
    console.result(Map.of("components", list), text.toString());
  }

  /** A jar by its name, which tells people enough; anything else as it is. */
  private static String shortened(String origin) {
    return origin.endsWith(".jar") ? Path.of(origin).getFileName().toString() : origin;
  }

  private static Map<String, Object> json(ComponentInfo component) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (ComponentInfo.Field field : component.fields()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", field.name());
      json.put("type", field.type());
      json.put("required", field.defaultValue().isEmpty());
      field.defaultValue().ifPresent(value -> json.put("default", value));
      fields.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", component.kind());
    json.put("name", component.name());
    json.put("class", component.className());
    json.put("origin", component.origin());
    json.put("fields", fields);
    return json;
  }
}
