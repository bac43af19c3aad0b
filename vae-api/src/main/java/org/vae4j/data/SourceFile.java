package org.vae4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.vae4j.error.DataException;
import org.vae4j.io.FileAccess;

/**
 * A data file that is being read, unpacked on the way if it is compressed with gzip. Damage is a
 * {@link DataException}; every message names the file.
 */
final class SourceFile extends FilterInputStream {

  /** Deflate cannot shrink data further than this, so a longer claim is a lie. */
  private static final long MAX_DEFLATE_RATIO = 1032;

  private static final int MAX_SHOWN = 40;

  private final Path path;
  private final long size;
  private final boolean compressed;
  private long position;

  private SourceFile(Path path, long size, InputStream in, boolean compressed) {
    super(in);
    this.path = path;
    this.size = size;
    this.compressed = compressed;
  }

  static SourceFile open(Path path) throws IOException {
    FileAccess.requireReadable(path);
    InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      file.mark(2);
      boolean compressed = file.read() == 0x1f && file.read() == 0x8b;
      file.reset();
      InputStream in = compressed ? new GZIPInputStream(file, 1 << 16) : file;
      return new SourceFile(path, Files.size(path), in, compressed);
    } catch (EOFException | ZipException e) {
      file.close();
      throw damaged(path, e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The name to show. */
  String name() {
    return path.toString();
  }

  /** What is wrong with the file's content, and the cure. */
  DataException invalid(String problem) {
    return new DataException("cannot read %s: %s".formatted(path, problem));
  }

  /** A piece of the file's text, fit for a message: short, and without control characters. */
  static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= MAX_SHOWN ? clean : clean.substring(0, MAX_SHOWN) + "…";
  }

  private static DataException damaged(Path path, IOException cause) {
    return new DataException(
        "cannot read %s: the gzip data is truncated or damaged (%s); get the file again"
            .formatted(path, cause.getMessage()),
        cause);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] out, int offset, int length) throws IOException {
    try {
      int count = in.read(out, offset, length);
      position += Math.max(0, count);
      return count;
    } catch (EOFException | ZipException e) {
      throw damaged(path, e);
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Fills a part of an array, or fails: the file is truncated. */
  void readFully(byte[] out, int offset, int length) throws IOException {
    int count = readNBytes(out, offset, length);
    if (count < length) {
      throw invalid(
          ("expected %d more bytes after byte %d, got the end of the file; it is truncated,"
                  + " get it again")
              .formatted(length - count, position));
    }
  }

  /** The next bytes. */
  byte[] readBytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    readFully(bytes, 0, length);
    return bytes;
  }

  /**
   * Checks that the rest of the file can be as long as its header claims, before memory is set
   * aside for it.
   */
  void requireRest(long claimed) {
    long rest = size - position;
    if (compressed ? claimed / MAX_DEFLATE_RATIO > size : claimed != rest) {
      throw invalid(
          ("the header announces %d bytes of data, the %s%d bytes; it is truncated or"
                  + " damaged, get it again")
              .formatted(
                  claimed,
                  compressed ? "whole compressed file has " : "file has ",
                  compressed ? size : rest));
    }
  }

  /** Checks that nothing follows. */
  void requireEnd() throws IOException {
    if (read() >= 0) {
      throw invalid(
          "expected the end of the file after byte %d, got more; it is damaged, get it again"
              .formatted(position - 1));
    }
  }
}
