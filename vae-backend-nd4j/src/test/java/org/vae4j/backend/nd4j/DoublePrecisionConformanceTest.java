package org.vae4j.backend.nd4j;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.testkit.BackendConformanceTests;

/** The same programs in double precision, held to tighter tolerances. */
@DisabledOnOs(
    value = OS.MAC,
    architectures = "aarch64",
    disabledReason = "ND4J has no native libraries for it")
final class DoublePrecisionConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new Nd4jBackendProvider();
  }

  @Override
  protected BackendOptions options() {
    return BackendOptions.cpu().withPrecision(Precision.FLOAT64);
  }
}
