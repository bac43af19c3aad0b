package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseStreamTest {

  @Test
  void equalArgumentsGiveEqualStreams() {
    assertThat(NoiseStream.of(1, "training", "encoder/noise", 2, 3, 4))
        .isEqualTo(NoiseStream.of(1, "training", "encoder/noise", 2, 3, 4));
  }

  @Test
  void everyArgumentMatters() {
    List<NoiseStream> streams =
        List.of(
            NoiseStream.of(0, "a", "b", 0, 0, 0),
            NoiseStream.of(1, "a", "b", 0, 0, 0),
            NoiseStream.of(1L << 40, "a", "b", 0, 0, 0),
            NoiseStream.of(0, "b", "b", 0, 0, 0),
            NoiseStream.of(0, "a", "a", 0, 0, 0),
            NoiseStream.of(0, "a", "b", 1, 0, 0),
            NoiseStream.of(0, "a", "b", 0, 1, 0),
            NoiseStream.of(0, "a", "b", 0, 1L << 40, 0),
            NoiseStream.of(0, "a", "b", 0, 0, 1),
            // the same letters, divided otherwise
            NoiseStream.of(0, "ab", "", 0, 0, 0),
            NoiseStream.of(0, "", "ab", 0, 0, 0));

    assertThat(streams).doesNotHaveDuplicates();
  }

  @Test
  void streamsOfOneDeclarationDoNotDependOnWhichWereAskedForBefore() {
    NoiseStreams streams = new NoiseStreams("encoder/noise", 1);
    for (long seed : new long[] {3, 3, 4, 3}) {
      for (String purpose : List.of("training", "evaluation", "training")) {
        for (int period : new int[] {0, 0, 1, 0}) {
          for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(streams.of(seed, purpose, period, attempt))
                .isEqualTo(NoiseStream.of(seed, purpose, "encoder/noise", 1, period, attempt));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0, visit", "0, -2, 0, period", "0, 0, -3, attempt"})
  void refusesNegativeCounts(int visit, long period, int attempt, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseStream.of(0, "a", "b", visit, period, attempt))
        .withMessageContaining(name + " of 0 or more, got -");
  }

  @Test
  void refusesStringsThatHaveNoEncoding() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseStream.of(0, "a\ud83d", "b", 0, 0, 0))
        .withMessageContaining("purpose");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseStream.of(0, "a", "b\ude00", 0, 0, 0))
        .withMessageContaining("path");
  }
}
