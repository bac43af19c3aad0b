package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private static final byte[] TEXT = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path file = directory.resolve("t.txt");
    Files.writeString(file, "something old and longer");
    AtomicFile.write(file, out -> out.write(TEXT));

    assertThat(file).hasContent("new");
    assertThat(files()).containsExactly("t.txt");
  }

  @Test
  void writesWhereTheNameHasNoDirectory() throws IOException {
    Path file = Path.of("atomic-file-test.tmp");
    try {
      AtomicFile.write(file, out -> out.write(TEXT));

      assertThat(file).hasContent("new");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void showsNothingBeforeAllIsWritten() throws IOException {
    Path file = directory.resolve("t.txt");
    Files.writeString(file, "old");
    AtomicFile.write(
        file,
        out -> {
          out.write(TEXT);
          out.flush();
          assertThat(file).hasContent("old");
        });

    assertThat(file).hasContent("new");
  }

  @Test
  void followsASymbolicLink() throws IOException {
    Path file = Files.writeString(directory.resolve("t.txt"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    AtomicFile.write(link, out -> out.write(TEXT));

    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void writesOnAnInterruptedThread() throws IOException {
    Path file = directory.resolve("t.txt");
    Thread.currentThread().interrupt();
    try {
      AtomicFile.write(file, out -> out.write(TEXT));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(file).hasContent("new");
  }

  @Test
  void leavesTheOldFileWhenTheDiskIsFull() throws IOException {
    Path file = Files.writeString(directory.resolve("t.txt"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(TEXT);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + file + ": No space left on device");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("t.txt");
  }

  @Test
  void leavesNothingBehindWhenTheContentFails() throws IOException {
    Path file = directory.resolve("t.txt");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(TEXT);
                      throw new IllegalStateException("no content");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no content");
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesADirectory() {
    assertThatThrownBy(() -> AtomicFile.write(directory, out -> out.write(TEXT)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write " + directory + ": expected a file, got a directory; add a file name");
  }

  @Test
  void refusesAMissingDirectory() {
    Path file = directory.resolve("missing").resolve("t.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(TEXT)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write %s: there is no directory %s; create it"
                .formatted(file, file.getParent()));
  }

  @Test
  void refusesAFileInPlaceOfADirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("t.txt"), "").resolve("u.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(TEXT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("t.txt is not a directory");
  }

  @Test
  void refusesADirectoryThatIsClosed() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    Assumptions.assumeFalse(Files.isWritable(closed), "this user may write everywhere");
    Path file = closed.resolve("t.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(TEXT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no permission to write in " + closed);
  }

  @Test
  void refusesADevice() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "there is no such device here");

    assertThatThrownBy(() -> AtomicFile.write(device, out -> out.write(TEXT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got a device or pipe");
    assertThat(device).exists();
  }
}
