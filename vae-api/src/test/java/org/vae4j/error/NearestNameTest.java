package org.vae4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  @ParameterizedTest
  @CsvSource({
    "djk, djl",
    "DJL, djl",
    "jav, java",
    "javaa, java",
    "standrad, standard",
    "standard-noraml, standard-normal"
  })
  void findsWhatWasMeant(String name, String meant) {
    List<String> known = List.of("nd4j", "java", "djl", "standard", "standard-normal");

    assertThat(NearestName.of(name, known)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"python", "dxx", "'',"})
  void findsNothingFarFetched(String name) {
    assertThat(NearestName.of(name, List.of("nd4j", "java", "djl"))).isEmpty();
  }

  @Test
  void findsNothingAmongNothing() {
    assertThat(NearestName.of("djl", List.of())).isEmpty();
  }
}
