package org.vae4j.backend.nd4j;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vae4j.testkit.TrainingAgreementTests;

/** One seed trains alike here and on the Java backend. */
@DisabledOnOs(
    value = OS.MAC,
    architectures = "aarch64",
    disabledReason = "ND4J has no native libraries for it")
final class TrainingAgreementTest extends TrainingAgreementTests {
  @Override
  protected String backend() {
    return "nd4j";
  }
}
