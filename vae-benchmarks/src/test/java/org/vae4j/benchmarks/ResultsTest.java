package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
  @Test
  void theMedianIsInTheMiddle() {
    assertThat(Results.median(new double[] {9, 1, 2})).isEqualTo(2);
    assertThat(Results.median(new double[] {4, 1, 2, 9})).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> Results.median(new double[0]));
  }

  private static String line(String measure, String engine, double value) {
    return """
    {"measure": "%s", "net": "tiny", "threads": 1, "engine": "%s", "value": %s, "unit": "µs"}\
    """
        .formatted(measure, engine, value);
  }

  @Test
  void enginesStandSideBySideWithTheMediansOfTheirRuns() throws IOException {
    String table =
        Results.table(
            List.of(
                line("step", "java", 30),
                line("step", "torch", 400),
                line("step", "java", 20),
                line("step", "java", 90),
                line("program alone", "java", 15.5)));
    assertThat(table)
        .isEqualTo(
            """
            | net | threads | measure | unit | java | torch |
            |---|---|---|---|---|---|
            | tiny | 1 | step | µs | 30.00 | 400 |
            | tiny | 1 | program alone | µs | 15.50 |  |
            """);
  }
}
