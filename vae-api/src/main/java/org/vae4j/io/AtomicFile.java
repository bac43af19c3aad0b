package org.vae4j.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, file);
    } catch (AccessDeniedException e) {
      throw failure(target, "permission denied; choose another directory", e);
    } catch (IOException e) {
      throw failure(target, String.valueOf(e.getMessage()), e);
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

  private static IOException failure(Path target, String problem, IOException cause) {
    return new IOException("cannot write %s: %s".formatted(target, problem), cause);
  }
}
