package org.vae4j.evaluate;

/** How far training is, which scheduled numbers depend on. */
public interface TrainingClock {
  /** How many steps were taken. */
  long step();

  /** How many epochs were finished, with the fraction of the present one. */
  double epoch();

  /** A training that stands still. */
  record Stopped(long step, double epoch) implements TrainingClock {}
}
