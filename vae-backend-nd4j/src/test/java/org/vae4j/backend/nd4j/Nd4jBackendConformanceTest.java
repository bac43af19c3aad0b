package org.vae4j.backend.nd4j;

import org.vae4j.backend.BackendProvider;
import org.vae4j.testkit.BackendConformanceTests;

/** The default: single precision on the CPU. */
final class Nd4jBackendConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new Nd4jBackendProvider();
  }
}
