package org.vae4j.testkit;

import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.BackendProvider;
import org.vae4j.backend.Precision;

/**
 * The reference keeps the rules that it is the measure of; its numbers are checked by closed forms
 * elsewhere.
 */
final class ReferenceConformanceTest extends BackendConformanceTests {
  @Override
  protected BackendProvider provider() {
    return new ReferenceProvider();
  }

  @Override
  protected BackendOptions options() {
    return BackendOptions.cpu().withPrecision(Precision.FLOAT64);
  }
}
