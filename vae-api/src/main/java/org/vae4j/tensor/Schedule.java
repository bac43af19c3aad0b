package org.vae4j.tensor;

/**
 * A number that changes as training goes on: a KL weight, a learning rate, a temperature. A pure
 * function of how far training is, so a resumed run continues it exactly.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The value.
   *
   * @param step how many steps were taken before this one
   * @param epoch how many epochs were finished, with the fraction of the present one
   */
  double at(long step, double epoch);

  /**
   * Checks that training does not start from a negative number.
   *
   * @param what the number is, for the message
   * @throws IllegalArgumentException if the value at the start is negative or NaN
   */
  default void requireNotNegative(String what) {
    double first = at(0, 0);
    if (!(first >= 0)) {
      throw new IllegalArgumentException(what + ": expected 0 or more, got " + first);
    }
  }

  /** The same number throughout. */
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /**
   * A straight line from one number to another, which then stays; say how long with {@code
   * overEpochs} or {@code overSteps}.
   */
  static Ramp linear(double from, double to) {
    return new Ramp(from, to);
  }

  /** What a length is measured in. */
  enum Unit {
    /** Passes over the training data. */
    EPOCHS,
    /** Parameter updates. */
    STEPS
  }

  /** The same number throughout. */
  record Constant(double value) implements Schedule {
    @Override
    public double at(long step, double epoch) {
      return value;
    }
  }

  /**
   * A straight line, then level.
   *
   * @param from the value at the start
   * @param to the value at the end and ever after
   * @param length how long the line is, positive
   * @param unit what the length is measured in
   */
  record Linear(double from, double to, double length, Unit unit) implements Schedule {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Linear {
      if (!(length > 0)) {
        throw new IllegalArgumentException(
            "linear schedule: expected a positive length, got " + length);
      }
    }

    @Override
    public double at(long step, double epoch) {
      double passed = Math.min(1, (unit == Unit.EPOCHS ? epoch : step) / length);
      return from + (to - from) * passed;
    }
  }

  /** The two ends of a line whose length is still to be said. */
  record Ramp(double from, double to) {
    /** The line over a number of epochs. */
    public Schedule overEpochs(double epochs) {
      return new Linear(from, to, epochs, Unit.EPOCHS);
    }

    /** The line over a number of steps. */
    public Schedule overSteps(long steps) {
      return new Linear(from, to, steps, Unit.STEPS);
    }
  }
}
