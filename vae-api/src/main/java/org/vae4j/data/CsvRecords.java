package org.vae4j.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits comma-separated text into records of cells (RFC 4180). A quoted cell may hold commas, line
 * ends and doubled quotes; lines end with LF, CRLF or CR.
 */
final class CsvRecords {

  private static final int END = -1;

  private final SourceFile file;
  private final Reader reader;
  private final char[] buffer = new char[1 << 15];
  private final StringBuilder cell = new StringBuilder();
  private final List<String> cells = new ArrayList<>();
  private int length;
  private int position;
  private int line = 1;
  private int firstLine = 1;

  CsvRecords(SourceFile file) throws IOException {
    this.file = file;
    // A decoder, unlike a charset, makes the reader report bytes that are not UTF-8.
    this.reader = new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder());
    if (peek() == '\uFEFF') {
      position++;
    }
  }

  /** Moves to the next record. */
  boolean next() throws IOException {
    cells.clear();
    firstLine = line;
    if (peek() == END) {
      return false;
    }
    int end;
    do {
      cells.add(peek() == '"' ? quotedCell() : plainCell());
      end = read();
    } while (end == ',');
    if (end == '\r' && peek() == '\n') {
      position++;
    }
    line++;
    return true;
  }

  /** The cells of the current record, until the next one. */
  List<String> cells() {
    return cells;
  }

  /** The line of the file that the current record starts on, from 1. */
  int line() {
    return firstLine;
  }

  /** Whether the current record is an empty line. */
  boolean blank() {
    return cells.size() == 1 && cells.get(0).isBlank();
  }

  private String plainCell() throws IOException {
    cell.setLength(0);
    for (int c = peek(); c != ',' && c != '\n' && c != '\r' && c != END; c = peek()) {
      if (c == '"') {
        throw file.invalid(
            ("line %d: expected a comma before or after a quoted cell, got a quote inside the"
                    + " cell \"%s\"; put the whole cell in quotes and double the quotes inside it")
                .formatted(line, SourceFile.shown(cell.toString())));
      }
      cell.append((char) c);
      position++;
    }
    return cell.toString();
  }

  private String quotedCell() throws IOException {
    cell.setLength(0);
    int openedOn = line;
    position++;
    while (true) {
      int c = read();
      if (c == END) {
        throw file.invalid(
            ("line %d: expected a closing quote, got the end of the file; close the quote"
                    + " that opens on this line")
                .formatted(openedOn));
      }
      if (c == '"') {
        if (peek() != '"') {
          break;
        }
        position++;
      }
      if (c == '\n') {
        line++;
      }
      cell.append((char) c);
    }
    int after = peek();
    if (after != ',' && after != '\n' && after != '\r' && after != END) {
      throw file.invalid(
          ("line %d: expected a comma or the end of the line after a quoted cell, got \"%s\";"
                  + " double the quotes inside the cell")
              .formatted(line, SourceFile.shown(Character.toString(after))));
    }
    return cell.toString();
  }

  private int read() throws IOException {
    int c = peek();
    if (c != END) {
      position++;
    }
    return c;
  }

  private int peek() throws IOException {
    if (position == length) {
      try {
        length = Math.max(0, reader.read(buffer));
      } catch (CharacterCodingException e) {
        throw file.invalid(
            ("line %d or soon after: expected UTF-8 text, got other bytes; save the file as"
                    + " UTF-8 comma-separated text")
                .formatted(line));
      }
      position = 0;
    }
    return position < length ? buffer[position] : END;
  }
}
