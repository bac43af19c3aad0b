package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.backend.BackendOptions.Device;

final class BackendOptionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "gpu:0", "gpu:17"})
  void devicesAreReadAsTheyAreWritten(String text) {
    assertThat(Device.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPU", "gpu:", "gpu:-1", "gpu:x", "gpu:99999", "tpu"})
  void whatIsNoDeviceIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.parse(text))
        .withMessage("device: expected auto, cpu, gpu or gpu:N, got '" + text + "'");
  }

  @Test
  void gpuIsTheFirst() {
    assertThat(Device.parse("gpu")).isEqualTo(Device.gpu(0));
  }

  @Test
  void optionsChangeOneAtATime() {
    BackendOptions options = BackendOptions.gpu(1).withThreads(3).withPrecision(Precision.FLOAT64);

    assertThat(options.device()).isEqualTo(Device.gpu(1));
    assertThat(options.threads()).hasValue(3);
    assertThat(options.withDevice(Device.CPU).precision()).isEqualTo(Precision.FLOAT64);
    assertThat(BackendOptions.defaults().threads()).isEmpty();
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackendOptions.cpu().withThreads(0))
        .withMessage("threads: expected at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.gpu(-1))
        .withMessage("device index: expected 0 or more, got -1");
  }
}
