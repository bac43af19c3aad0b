package org.vae4j.backend.java;

import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;
import org.vae4j.testkit.BackendConformanceTests;

/** The default: single precision, with a native BLAS for products. */
final class JavaBackendConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new JavaBackendProvider();
  }

  @Override
  protected BackendOptions options() {
    return BackendOptions.cpu().withPrecision(Precision.FLOAT32);
  }
}
