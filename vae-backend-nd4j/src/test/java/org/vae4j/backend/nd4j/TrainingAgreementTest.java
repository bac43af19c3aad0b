package org.vae4j.backend.nd4j;

import org.vae4j.testkit.TrainingAgreementTests;

/** One seed trains alike here and on the Java backend. */
final class TrainingAgreementTest extends TrainingAgreementTests {
  @Override
  protected String backend() {
    return "nd4j";
  }
}
