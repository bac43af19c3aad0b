package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.data.Sprites;
import org.vae4j.error.NearestName;

/** {@code vae data}. */
final class DataCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "data",
          "lists data sets that --data takes by name, or writes a built-in one to files",
          CommandSpec.options(
              CommandSpec.optional("name", "NAME", "the built-in set to write: sprites"),
              CommandSpec.optional(
                  "rows", "N", "how many (default: " + NamedData.DEFAULT_SPRITES + ")"),
              CommandSpec.optional(
                  "seed", "N", "which ones (default: 0, those that --data sprites takes)"),
              CommandSpec.optional("out", "FILE", "the images: .csv, .npy or .png"),
              CommandSpec.optional(
                  "factors", "FILE", "what each image was drawn from: .csv or .npy")),
          DataCommand.class);

  private static final List<String> OF_WRITING = List.of("rows", "seed", "out", "factors");

  private final Arguments arguments;
  private final Console console;
  private final NamedData named;

  @Inject
  DataCommand(Arguments arguments, Console console, NamedData named) {
    this.arguments = arguments;
    this.console = console;
    this.named = named;
  }

  @Override
  public void run() throws IOException {
    Optional<String> name = arguments.text("name");
    if (name.isPresent()) {
      write(name.get());
    } else {
      list();
    }
  }

  private void write(String name) throws IOException {
    if (!NamedData.isBuiltIn(name)) {
      throw new UsageException(
          "--name: expected a built-in set, sprites, got '"
              + name
              + "'"
              + NearestName.hint(name, List.of(NamedData.SPRITES)));
    }
    Optional<Path> out = arguments.output("out");
    Optional<Path> factors = arguments.output("factors");
    if (out.isEmpty() && factors.isEmpty()) {
      throw new UsageException(
          "vae data: expected a file to write, got none; give --out, --factors or both");
    }
    if (out.equals(factors)) {
      throw new UsageException("--factors: expected another file than --out, got the same");
    }
    int rows = arguments.positive("rows", NamedData.DEFAULT_SPRITES);
    Sprites sprites = Sprites.of(rows, arguments.wholeNumber("seed", 0));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", rows);
    write(out, "out", sprites.images(), result);
    write(factors, "factors", sprites.factors(), result);
    console.result(result);
  }

  private static void write(
      Optional<Path> file, String name, Dataset rows, Map<String, Object> result)
      throws IOException {
    if (file.isPresent()) {
      DataFiles.write(rows, file.get());
      result.put(name, file.get().toString());
    }
  }

  private void list() throws IOException {
    for (String option : OF_WRITING) {
      if (arguments.has(option)) {
        throw new UsageException(
            "--" + option + ": expected --name with it, got none; add --name sprites");
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("built_in", List.of(NamedData.SPRITES));
    StringBuilder text = new StringBuilder("built in\n");
    line(NamedData.SPRITES, "squares, ellipses and hearts, 32 × 32 pixels, drawn, not read", text);
    if (named.folder().isPresent()) {
      Path folder = named.folder().get();
      List<String> names = new ArrayList<>();
      text.append("\nin ").append(folder).append('\n');
      for (Path file : named.files()) {
        names.add(file.toString());
        line(file.toString(), size(Files.size(folder.resolve(file))), text);
      }
      result.put("folder", folder.toString());
      result.put("files", names);
    } else {
      text.append("\nset " + NamedData.FOLDER_VARIABLE + " to a folder to use its files by name\n");
    }
    console.result(result, text.toString());
  }

  private static void line(String name, String what, StringBuilder text) {
    text.append(String.format(Locale.ROOT, "  %-40s  %s%n", name, what));
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%,.1f kB", bytes / 1000.0);
  }
}
