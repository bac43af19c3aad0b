package org.vae4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks, before hours of work, that a file can be read or written. */
public final class FileAccess {

  private FileAccess() {}

  /**
   * Checks that there is a file to read.
   *
   * @throws IOException if there is none, it is a directory, or it is closed to us; names the file
   *     and the cure
   */
  public static void requireReadable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(
          "cannot read %s: expected a file, got a directory; name a file in it".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new IOException("cannot read %s: no such file; check the path".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new IOException(
          "cannot read %s: permission denied; make the file readable".formatted(file));
    }
  }

  /**
   * Checks that a file can be written, as far as can be told without writing it.
   *
   * @throws IOException if the target is a directory, or something else than a file, or its
   *     directory is missing or closed to us; names the file and the cure
   */
  public static void requireWritable(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw cannotWrite(target, "expected a file, got a directory; add a file name");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw cannotWrite(target, "expected a plain file, got a device or pipe; choose another name");
    }
    Path directory = target.toAbsolutePath().normalize().getParent();
    if (directory == null || !Files.exists(directory)) {
      throw cannotWrite(target, "there is no directory %s; create it".formatted(directory));
    }
    if (!Files.isDirectory(directory)) {
      throw cannotWrite(target, "%s is not a directory; choose another".formatted(directory));
    }
    if (!Files.isWritable(directory)) {
      throw cannotWrite(
          target, "no permission to write in %s; choose another directory".formatted(directory));
    }
  }

  private static IOException cannotWrite(Path target, String problem) {
    return new IOException("cannot write %s: %s".formatted(target, problem));
  }
}
