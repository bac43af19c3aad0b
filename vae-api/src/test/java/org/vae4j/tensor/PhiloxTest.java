package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {

  /** The lines "philox4x32 10" of the known-answer file published with Random123. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void knownAnswers(String counter, String key, String output) {
    long[] keyWords = words(key);
    long[] block = words(counter);

    assertThat(encrypt(keyWords[0] | keyWords[1] << 32, block)).containsExactly(words(output));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 127, 128, 1009})
  void aBlockDoesNotDependOnItsNeighbors(int count) {
    Random random = new Random(count);
    long key = random.nextLong();
    long[][] x = new long[4][];
    for (int w = 0; w < 4; w++) {
      x[w] = random.longs(count, 0, 1L << 32).toArray();
    }
    long[][] together = {x[0].clone(), x[1].clone(), x[2].clone(), x[3].clone()};

    Philox.encrypt(key, together[0], together[1], together[2], together[3], count);

    for (int i = 0; i < count; i++) {
      long[] alone = encrypt(key, x[0][i], x[1][i], x[2][i], x[3][i]);
      assertThat(new long[] {together[0][i], together[1][i], together[2][i], together[3][i]})
          .as("block %d of %d", i, count)
          .containsExactly(alone);
    }
  }

  @Test
  void onlyTheCountedBlocksChange() {
    long[][] x = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};

    Philox.encrypt(9, x[0], x[1], x[2], x[3], 1);

    assertThat(new long[] {x[0][1], x[1][1], x[2][1], x[3][1]}).containsExactly(2, 4, 6, 8);
    assertThat(new long[] {x[0][0], x[1][0], x[2][0], x[3][0]}).doesNotContain(1, 3, 5, 7);
  }

  private static long[] encrypt(long key, long... counter) {
    long[][] x = {{counter[0]}, {counter[1]}, {counter[2]}, {counter[3]}};
    Philox.encrypt(key, x[0], x[1], x[2], x[3], 1);
    return new long[] {x[0][0], x[1][0], x[2][0], x[3][0]};
  }

  private static long[] words(String hex) {
    return Arrays.stream(hex.trim().split(" "))
        .mapToLong(word -> Long.parseLong(word, 16))
        .toArray();
  }
}
