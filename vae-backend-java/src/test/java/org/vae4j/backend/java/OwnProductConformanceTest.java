package org.vae4j.backend.java;

import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.testkit.BackendConformanceTests;

/** Single precision where the classpath has no native BLAS. */
final class OwnProductConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new JavaBackendProvider(false);
  }

  @Override
  protected BackendOptions options() {
    return BackendOptions.cpu().withPrecision(Precision.FLOAT32);
  }
}
