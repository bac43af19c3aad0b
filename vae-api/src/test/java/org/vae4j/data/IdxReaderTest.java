package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;
import org.vae4j.schema.DataSchema;

class IdxReaderTest {

  @TempDir private Path directory;

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("t-idx3-ubyte"), content);
  }

  private void refuses(byte[] content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> Dataset.idx(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot read " + file + ": ")
        .hasMessageContaining(message)
        .hasMessageContaining("; ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsImages(boolean compressed) throws IOException {
    byte[] content = TestFiles.idx(new byte[] {0, 1, 127, (byte) 128, (byte) 255, 51}, 2, 1, 3);
    Dataset data = Dataset.idx(write(compressed ? TestFiles.gzip(content) : content));

    assertThat(data.schema()).isEqualTo(DataSchema.image(1, 3, 1));
    assertThat(data.matrix().toArray()).containsExactly(0, 1, 127, 128, 255, 51);
    assertThat(data.inputs().row(1)).containsExactly(128 / 255f, 1, 0.2f);
  }

  @Test
  void readsColorImages() throws IOException {
    Dataset data =
        Dataset.idx(write(TestFiles.idx(TestFiles.random(5 * 2 * 7 * 3, 1), 5, 2, 7, 3)));

    assertThat(data.rows()).isEqualTo(5);
    assertThat(data.schema()).isEqualTo(DataSchema.image(2, 7, 3));
  }

  @Test
  void readsATable() throws IOException {
    Dataset data = Dataset.idx(write(TestFiles.idx(new byte[] {0, 4, 2, 4}, 2, 2)));

    assertThat(data.schema().names()).containsExactly("x1", "x2");
    assertThat(data.matrix().toArray()).containsExactly(0, 4, 2, 4);
    assertThat(data.inputs().toArray()).containsExactly(-1, 0, 1, 0);
  }

  @Test
  void refusesTruncatedFiles() throws IOException {
    byte[] content = TestFiles.idx(TestFiles.random(60, 2), 5, 3, 4);

    refuses(Arrays.copyOf(content, 50), "announces 60 bytes of data, the file has 34 bytes");
    refuses(Arrays.copyOf(content, 9), "expected 7 more bytes after byte 9, got the end");
    refuses(new byte[0], "expected 4 more bytes after byte 0, got the end");
    refuses(TestFiles.gzip(Arrays.copyOf(content, 50)), "expected 26 more bytes after byte 50");
    byte[] gzip = TestFiles.gzip(content);
    refuses(Arrays.copyOf(gzip, gzip.length / 2), "the gzip data is truncated or damaged");
    refuses(Arrays.copyOf(gzip, 5), "the gzip data is truncated or damaged");
  }

  @Test
  void refusesWhatFollowsTheImages() throws IOException {
    byte[] content = TestFiles.idx(TestFiles.random(60, 2), 5, 3, 4);

    refuses(Arrays.copyOf(content, 80), "announces 60 bytes of data, the file has 64 bytes");
    refuses(
        TestFiles.gzip(Arrays.copyOf(content, 80)), "expected the end of the file after byte 76");
  }

  @Test
  void refusesOtherFormats() throws IOException {
    refuses(new byte[] {0x50, 0x4b, 3, 4, 5}, "got 50 4b 03 04");
    refuses(new byte[] {0, 0, 0x0d, 3, 0, 0, 0, 1}, "unsigned byte (0x08), got type 0x0d");
    refuses(TestFiles.idx(new byte[] {7, 2, 1}, 3), "got 1; these may be labels");
    refuses(TestFiles.idx(new byte[] {7}, 1, 1, 1, 1, 1), "got 5; reshape");
  }

  @Test
  void refusesHostileSizesBeforeSettingMemoryAside() throws IOException {
    refuses(TestFiles.idx(new byte[9], -1, -1, -1), "[4294967295, 4294967295, 4294967295]");
    refuses(TestFiles.idx(new byte[9], 1 << 16, 1 << 8, 1 << 8), "at most 2^31 - 9 values");
    refuses(TestFiles.idx(new byte[9], 1 << 16, 1 << 14, 1), "announces 1073741824 bytes");
    byte[] gzip = TestFiles.gzip(TestFiles.idx(new byte[9], 1 << 16, 1 << 14, 1));
    refuses(gzip, "announces 1073741824 bytes of data, the whole compressed file has");
    refuses(TestFiles.idx(new byte[0], 0, 28, 28), "at least one row");
    refuses(TestFiles.idx(new byte[0], 3, 0, 28), "at least one row and one value");
  }
}
