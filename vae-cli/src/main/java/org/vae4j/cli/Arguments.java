package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.cli.CommandLine;
import org.vae4j.data.Dataset;
import org.vae4j.io.FileAccess;

/**
 * The options of a run, read as what they should be. Every reader throws {@link UsageException} if
 * they are not.
 */
final class Arguments {
  /** The options that name files to read. */
  private static final List<String> INPUTS = List.of("data", "model", "definition", "validation");

  private final CommandLine line;
  private final NamedData named = NamedData.ofEnvironment();

  Arguments(CommandLine line) {
    this.line = line;
  }

  boolean has(String option) {
    return line.hasOption(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  List<String> texts(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : Arrays.asList(values);
  }

  Path path(String option) {
    return optionalPath(option)
        .orElseThrow(() -> new UsageException("--" + option + ": expected a file, got none"));
  }

  /** The rows that {@code --data} and {@code --rows} ask for. */
  Dataset data() throws IOException {
    String name = path("data").toString();
    Optional<Integer> rows = has("rows") ? Optional.of(positive("rows", 1)) : Optional.empty();
    return named.open(name, rows);
  }

  /** All rows of the file or the built-in set that an option names. */
  Dataset data(String option) throws IOException {
    return named.open(path(option).toString(), Optional.empty());
  }

  /** The file to write, checked to be writable and none of those that are read. */
  Path output() throws IOException {
    return output("out").orElseThrow(() -> new UsageException("--out: expected a file, got none"));
  }

  /** A file to write, if the option is there; checked as {@link #output()}. */
  Optional<Path> output(String option) throws IOException {
    Optional<Path> out = optionalPath(option);
    if (out.isPresent()) {
      FileAccess.requireWritable(out.get());
      requireNoInput(option, out.get());
    }
    return out;
  }

  private void requireNoInput(String option, Path out) throws IOException {
    for (String input : INPUTS) {
      Optional<Path> file = text(input).flatMap(named::find);
      if (file.isPresent() && Files.exists(out) && Files.isSameFile(out, file.get())) {
        throw new UsageException(
            "--"
                + option
                + ": expected another file than --"
                + input
                + ", got "
                + out
                + " for both");
      }
    }
  }

  Optional<Path> optionalPath(String option) {
    return read(option, "a file name", Path::of);
  }

  int integer(String option, int fallback) {
    return this.<Integer>read(option, "a whole number", Integer::valueOf).orElse(fallback);
  }

  long wholeNumber(String option, long fallback) {
    return this.<Long>read(option, "a whole number", Long::valueOf).orElse(fallback);
  }

  Optional<Double> number(String option) {
    return this.<Double>read(option, "a number", Double::valueOf);
  }

  /** A value of {@code integer} checked to be at least 1. */
  int positive(String option, int fallback) {
    int value = integer(option, fallback);
    if (value < 1) {
      throw new UsageException("--" + option + ": expected at least 1, got " + value);
    }
    return value;
  }

  /** A value of {@code integer} checked to be the index of a row. */
  int row(String option, int fallback, Dataset data) {
    int row = integer(option, fallback);
    if (row < 0 || row >= data.rows()) {
      throw new UsageException(
          "--" + option + ": expected a row from 0 to " + (data.rows() - 1) + ", got " + row);
    }
    return row;
  }

  private <T> Optional<T> read(String option, String expected, Function<String, T> reader) {
    return text(option)
        .map(
            value -> {
              try {
                return reader.apply(value);
              } catch (NumberFormatException | InvalidPathException e) {
                throw new UsageException(
                    "--" + option + ": expected " + expected + ", got '" + value + "'");
              }
            });
  }
}
