package org.vae4j.train;

/** Is told how training goes. One that throws is logged and ignored. */
public interface TrainingListener {
  /** A step was taken. */
  default void onStep(StepReport report) {}

  /** An epoch is over. */
  default void onEpoch(EpochReport report) {}
}
