package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;

/** Damaged files are read or refused, never anything else. */
class DamagedDataTest {

  private static final int TRIALS = 200;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"t.csv", "t.csv.gz", "t.idx", "t.idx.gz", "f.npy", "f.npy.gz", "images.npy"})
  void isReadOrRefused(String name) throws IOException {
    byte[] content = content(name);
    byte[] good = name.endsWith(".gz") ? TestFiles.gzip(content) : content;
    Path file = directory.resolve(name);
    Files.write(file, good);
    assertThat(Dataset.open(file).rows()).isEqualTo(6);

    int refused = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Files.write(file, damaged(good, new Random(trial)));
      try {
        assertThat(Dataset.open(file).rows()).isPositive();
      } catch (DataException e) {
        assertThat(e).as("trial %d", trial).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(TRIALS / 4);
  }

  private static byte[] content(String name) {
    byte[] bytes = TestFiles.random(6 * 2 * 3, 7);
    if (name.startsWith("t.csv")) {
      return "a,\"b\",c\n1,2,3\n4,5,6\n7,8,9\r\n\"1\",-2e1,3\n4,5,6\n.5,8,9\n"
          .getBytes(StandardCharsets.UTF_8);
    }
    if (name.startsWith("t.idx")) {
      return TestFiles.idx(bytes, 6, 2, 3);
    }
    if (name.startsWith("images")) {
      return TestFiles.npy(TestFiles.npyHeader("|u1", false, "(6, 2, 3)"), bytes);
    }
    ByteBuffer floats = ByteBuffer.allocate(6 * 4 * 4).order(ByteOrder.LITTLE_ENDIAN);
    while (floats.hasRemaining()) {
      floats.putFloat(floats.position());
    }
    return TestFiles.npy(TestFiles.npyHeader("<f4", true, "(6, 4)"), floats.array());
  }

  /** Cut off, or with one to four bytes replaced, mostly near the start where headers are. */
  private static byte[] damaged(byte[] good, Random random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
    byte[] bytes = good.clone();
    for (int i = 0; i <= random.nextInt(4); i++) {
      int limit = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
      bytes[random.nextInt(limit)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
