package org.vae4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.vae4j.data.DataFiles;
import org.vae4j.data.Dataset;
import org.vae4j.data.Sprites;
import org.vae4j.error.NearestName;

/**
 * What a name of data stands for: a built-in set, or a file. A relative name of no file here is
 * looked for in a folder for data, if the user has one.
 *
 * @param folder the folder for data
 */
record NamedData(Optional<Path> folder) {
  /** The environment variable that names the folder. */
  static final String FOLDER_VARIABLE = "VAE_DATA_DIR";

  /** The built-in set; a file of that name is {@code ./sprites}. */
  static final String SPRITES = "sprites";

  /** How many sprites, unless said otherwise. */
  static final int DEFAULT_SPRITES = 10_000;

  static final Option DATA =
      CommandSpec.required(
          "data",
          "FILE",
          "rows: .csv, .npy, IDX or IDX.gz, here or in VAE_DATA_DIR; or sprites, the built-in set");
  static final Option ROWS =
      CommandSpec.optional(
          "rows",
          "N",
          "use the first N rows only (default: all; of sprites " + DEFAULT_SPRITES + ")");

  private static final int DEPTH = 4; // folders within folders to list

  static NamedData ofEnvironment() {
    return new NamedData(
        Optional.ofNullable(System.getenv(FOLDER_VARIABLE))
            .filter(name -> !name.isEmpty())
            .map(Path::of));
  }

  static boolean isBuiltIn(String name) {
    return name.equals(SPRITES);
  }

  /**
   * The rows, or the first of them.
   *
   * @throws IOException if the file cannot be read, or is neither here nor in the folder
   */
  Dataset open(String name, Optional<Integer> rows) throws IOException {
    if (isBuiltIn(name)) {
      return Sprites.of(rows.orElse(DEFAULT_SPRITES), 0).images();
    }
    Dataset data = Dataset.open(find(name).orElseThrow(() -> missing(name)));
    if (rows.isEmpty()) {
      return data;
    }
    if (rows.get() > data.rows()) {
      throw new UsageException(
          "--rows: expected at most %d, which is all of %s, got %d"
              .formatted(data.rows(), data.source(), rows.get()));
    }
    return data.subset(0, rows.get());
  }

  /** The file that a name stands for, if there is one. */
  Optional<Path> find(String name) {
    if (isBuiltIn(name)) {
      return Optional.empty();
    }
    Path here = Path.of(name);
    return Files.exists(here)
        ? Optional.of(here)
        : folder.map(parent -> parent.resolve(here)).filter(Files::exists);
  }

  private IOException missing(String name) {
    String places = folder.map(path -> " here or in " + path + " (VAE_DATA_DIR)").orElse("");
    return new IOException(
        "cannot read %s: no such file%s%s; check the path"
            .formatted(name, places, NearestName.hint(name, List.of(SPRITES))));
  }

  /** The files in the folder that can be read, by names that {@link #find} finds; sorted. */
  List<Path> files() throws IOException {
    if (folder.isEmpty()) {
      return List.of();
    }
    Path root = folder.get();
    if (!Files.isDirectory(root)) {
      throw new IOException(
          "cannot list %s: expected a directory, found none; set %s to one"
              .formatted(root, FOLDER_VARIABLE));
    }
    try (Stream<Path> files = Files.walk(root, DEPTH)) {
      return files
          .filter(file -> Files.isRegularFile(file) && DataFiles.recognizesName(file))
          .map(root::relativize)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException("cannot list " + root + ": " + e.getMessage(), e);
    }
  }
}
