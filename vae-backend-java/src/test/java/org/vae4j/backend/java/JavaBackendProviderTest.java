package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.backend.Availability;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.BackendInfo.Reproducibility;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Operation;

class JavaBackendProviderTest {
  private final BackendProvider provider = new JavaBackendProvider();

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .extracting(BackendProvider::id)
        .contains("java");
  }

  @Test
  void isAvailableEverywhere() {
    assertThat(provider.availability())
        .isInstanceOfSatisfying(
            Availability.Available.class, yes -> assertThat(yes.priority()).isEqualTo(300));
    assertThat(provider.spiVersion()).isEqualTo(BackendProvider.SPI_VERSION);
    assertThat(provider.operationSet()).isEqualTo(Operation.SET);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, SAME_MACHINE",
    "STRICT_FLOAT32, EXACT_EVERYWHERE",
    "FLOAT64, EXACT_EVERYWHERE"
  })
  void saysWhatRepeats(Precision precision, Reproducibility reproducibility) {
    try (Backend backend =
        provider.create(BackendOptions.defaults().withPrecision(precision).withThreads(1))) {
      BackendInfo info = backend.info();
      assertThat(info.id()).isEqualTo("java");
      assertThat(info.device()).isEqualTo("cpu");
      assertThat(info.threads()).isEqualTo(1);
      assertThat(info.precision()).isEqualTo(precision);
      assertThat(info.reproducibility()).isEqualTo(reproducibility);
      assertThat(info.preferredRows()).isEqualTo(512);
    }
  }

  @Test
  void refusesGpus() {
    assertThatThrownBy(() -> provider.create(BackendOptions.gpu(1)))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("expected cpu or auto, got gpu:1", "djl");
  }

  @Test
  void refusesBfloat16() {
    BackendOptions options = BackendOptions.cpu().withPrecision(Precision.BFLOAT16);
    assertThatThrownBy(() -> provider.create(options))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("got BFLOAT16", "--precision float32", "djl");
  }

  @Test
  void refusesMoreThreadsInDoublePrecision() {
    BackendOptions options = BackendOptions.cpu().withThreads(3);
    assertThatThrownBy(() -> provider.create(options.withPrecision(Precision.FLOAT64)))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("expected 1 for FLOAT64, got 3", "leave it out");
    try (Backend backend = provider.create(options)) {
      assertThat(backend.info().threads()).isEqualTo(3);
    }
  }
}
