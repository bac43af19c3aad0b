package org.vae4j.backend.djl;

import org.vae4j.backend.BackendProvider;
import org.vae4j.testkit.BackendConformanceTests;

/** The default: single precision on the CPU. */
final class DjlBackendConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new DjlBackendProvider();
  }
}
