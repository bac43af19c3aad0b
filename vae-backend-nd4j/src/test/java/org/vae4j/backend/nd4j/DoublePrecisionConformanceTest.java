package org.vae4j.backend.nd4j;

import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.testkit.BackendConformanceTests;

/** The same programs in double precision, held to tighter tolerances. */
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
