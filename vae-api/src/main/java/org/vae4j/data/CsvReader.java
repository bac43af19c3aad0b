package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vae4j.error.DataException;
import org.vae4j.schema.Column;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;

/** Reads a table of numbers from comma-separated text. */
final class CsvReader {

  private static final Set<String> MISSING =
      Set.of("", "?", "-", "na", "n/a", "nan", "null", "nil", "none", "missing");

  private final SourceFile file;
  private final CsvRecords records;

  private CsvReader(SourceFile file) throws IOException {
    this.file = file;
    this.records = new CsvRecords(file);
  }

  static Dataset read(Path path) throws IOException {
    try (SourceFile file = SourceFile.open(path)) {
      return new CsvReader(file).table();
    }
  }

  private Dataset table() throws IOException {
    if (!records.next()) {
      throw file.invalid(
          "expected a line of column names and lines of numbers, got an empty file; check that this"
              + " is the right file");
    }
    List<String> names = header();
    List<float[]> rows = new ArrayList<>();
    int blankLine = 0;
    while (records.next()) {
      if (records.blank()) {
        blankLine = records.line();
      } else if (blankLine > 0) {
        throw file.invalid(
            "line %d: expected %d cells as in the header, got an empty line; remove it"
                .formatted(blankLine, names.size()));
      } else {
        rows.add(row(names));
      }
    }
    if (rows.isEmpty()) {
      throw file.invalid("expected lines of numbers after the header, got none; add at least one");
    }
    if ((long) rows.size() * names.size() > Integer.MAX_VALUE - 8) {
      throw file.invalid(
          "expected at most 2^31 - 9 values in all, got %d lines of %d; split the file"
              .formatted(rows.size(), names.size()));
    }
    Matrix values =
        Matrix.ofRows(
            rows.size(),
            names.size(),
            (row, out) -> System.arraycopy(rows.get(row), 0, out, 0, out.length));
    DataSchema schema = DataSchema.table(names.stream().map(Column::of).toList());
    return Dataset.inferred(new RawValues.Floats(values), schema, file.name());
  }

  private List<String> header() {
    List<String> names = records.cells().stream().map(String::strip).toList();
    if (names.stream().allMatch(CsvReader::isNumber)) {
      throw file.invalid(
          ("line 1: expected column names, got the numbers %s; put a line of names first,"
                  + " such as x1,x2,x3")
              .formatted(SourceFile.shown(String.join(",", names))));
    }
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < names.size(); c++) {
      if (names.get(c).isEmpty()) {
        throw file.invalid(
            ("line 1: expected a name for column %d, got an empty cell; name it, or remove a"
                    + " comma too many")
                .formatted(c + 1));
      }
      if (!seen.add(names.get(c))) {
        throw file.invalid(
            "line 1: expected unique column names, got \"%s\" twice; rename one"
                .formatted(SourceFile.shown(names.get(c))));
      }
    }
    return names;
  }

  private float[] row(List<String> names) {
    List<String> cells = records.cells();
    if (cells.size() != names.size()) {
      throw file.invalid(
          "line %d: expected %d cells as in the header, got %d; %s"
              .formatted(
                  records.line(),
                  names.size(),
                  cells.size(),
                  names.size() == 1 || cells.size() == 1
                      ? "separate the cells with commas"
                      : "correct the line"));
    }
    float[] row = new float[names.size()];
    for (int c = 0; c < row.length; c++) {
      String cell = cells.get(c).strip();
      if (!hasNumberLetters(cell)) {
        throw notNumber(names.get(c), cell);
      }
      try {
        row[c] = Float.parseFloat(cell);
      } catch (NumberFormatException e) {
        throw notNumber(names.get(c), cell);
      }
      if (!Float.isFinite(row[c])) {
        throw cellProblem(
            names.get(c),
            "a number of at most %s".formatted(Float.MAX_VALUE),
            cell,
            "rescale the column");
      }
    }
    return row;
  }

  private DataException notNumber(String column, String cell) {
    String lower = cell.toLowerCase(Locale.ROOT);
    String cure;
    if (MISSING.contains(lower)) {
      cure = "fill in the value, or remove the row or the column";
    } else if (lower.replaceFirst("^[+-]", "").startsWith("inf")) {
      cure = "remove the row or correct the value";
    } else if (isNumber(cell.replace(",", ".")) || isNumber(cell.replace(",", ""))) {
      cure = "write numbers as 1234.5";
    } else {
      cure = "remove the column, or replace its text by numbers";
    }
    return cellProblem(column, "a number", cell, cure);
  }

  private DataException cellProblem(String column, String expected, String cell, String cure) {
    return file.invalid(
        "line %d, column \"%s\": expected %s, got %s; %s"
            .formatted(
                records.line(),
                SourceFile.shown(column),
                expected,
                cell.isEmpty() ? "an empty cell" : "\"" + SourceFile.shown(cell) + "\"",
                cure));
  }

  private static boolean isNumber(String cell) {
    try {
      return hasNumberLetters(cell) && Float.isFinite(Float.parseFloat(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Java's own reading of numbers also takes NaN, hexadecimal and suffixes as in 1f. */
  private static boolean hasNumberLetters(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return !cell.isEmpty();
  }
}
