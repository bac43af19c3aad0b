package org.vae4j.backend.nd4j;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vae4j.backend.BackendProvider;
import org.vae4j.testkit.BackendConformanceTests;

/** The default: single precision on the CPU. */
@DisabledOnOs(
    value = OS.MAC,
    architectures = "aarch64",
    disabledReason = "ND4J has no native libraries for it")
final class Nd4jBackendConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new Nd4jBackendProvider();
  }
}
