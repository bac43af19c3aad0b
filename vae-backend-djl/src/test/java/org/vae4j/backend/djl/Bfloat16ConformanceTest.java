package org.vae4j.backend.djl;

import org.junit.jupiter.api.condition.EnabledIf;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.testkit.BackendConformanceTests;

/** Small products stay in single precision, so all the kit's tolerances hold. */
@EnabledIf("org.vae4j.backend.djl.Bfloat16#isSupported")
final class Bfloat16ConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new DjlBackendProvider();
  }

  @Override
  protected BackendOptions options() {
    return BackendOptions.cpu().withPrecision(Precision.BFLOAT16);
  }
}
