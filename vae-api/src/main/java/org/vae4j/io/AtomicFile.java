package org.vae4j.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: into a new file beside the target, forced to the disk, then
 * moved over the target. Whoever reads the target sees the old content or the new, and nothing is
 * left behind by a failure.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out buffered; closed by the caller
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing one that is there. A symbolic link is followed.
   *
   * @throws IOException if it cannot be written; names the file and the reason
   */
  public static void write(Path target, Content content) throws IOException {
    FileAccess.requireWritable(target);
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    Path temporary = file.resolveSibling(".vae4j-" + UUID.randomUUID() + ".tmp");
    try {
      // Not a channel: that would fail on an interrupted thread, which may want to save its work.
      try (FileOutputStream stream = new FileOutputStream(temporary.toFile())) {
        OutputStream out = new BufferedOutputStream(stream, 1 << 16);
        content.writeTo(out);
        out.flush();
        stream.getFD().sync();
      }
      move(temporary, file);
    } catch (IOException e) {
      // A message may name the temporary file, which the user never heard of.
      String reason = String.valueOf(e.getMessage()).replace(temporary.toString(), "new file");
      throw new IOException("cannot write %s: %s".formatted(target, reason), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
