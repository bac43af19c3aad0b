package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.model.Optimizer;
import org.vae4j.optimizer.Adam;

/**
 * How to train: the same for every model. Immutable.
 *
 * @param epochs passes over the training data
 * @param batchSize rows of a step; the last one of an epoch may have fewer
 * @param seed of all randomness: parameters, order of rows, noise
 * @param optimizer how gradients change parameters; empty leaves it to the definition, else {@link
 *     Adam#standard}
 * @param validationFraction the part of the rows that is set aside and only evaluated after each
 *     epoch, in [0, 1)
 * @param listeners are told of steps and epochs
 */
public record Training(
    int epochs,
    int batchSize,
    long seed,
    Optional<Optimizer> optimizer,
    double validationFraction,
    List<TrainingListener> listeners) {
  /** Epochs, unless said otherwise. */
  public static final int DEFAULT_EPOCHS = 10;

  /** Rows of a step, unless said otherwise. */
  public static final int DEFAULT_BATCH_SIZE = 128;

  /** The seed, unless said otherwise. */
  public static final long DEFAULT_SEED = 0;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Training {
    if (epochs < 1) {
      throw new IllegalArgumentException("training: expected at least 1 epoch, got " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "training: expected a batch size of at least 1, got " + batchSize);
    }
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "training: expected a validation fraction in [0, 1), got " + validationFraction);
    }
    listeners = List.copyOf(listeners);
  }

  /**
   * The defaults: {@value #DEFAULT_EPOCHS} epochs, batches of {@value #DEFAULT_BATCH_SIZE}, Adam,
   * no validation.
   */
  public static Training defaults() {
    return builder().build();
  }

  /** These options with an optimizer, if they name none and there is one. */
  public Training orOptimizer(Optional<Optimizer> fallback) {
    Optional<Optimizer> chosen = optimizer.or(() -> fallback);
    return new Training(epochs, batchSize, seed, chosen, validationFraction, listeners);
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options; each may be set again. */
  public static final class Builder {
    private int epochs = DEFAULT_EPOCHS;
    private int batchSize = DEFAULT_BATCH_SIZE;
    private long seed = DEFAULT_SEED;
    private Optional<Optimizer> optimizer = Optional.empty();
    private double validationFraction;
    private final List<TrainingListener> listeners = new ArrayList<>();

    private Builder() {}

    /** Passes over the training data. */
    public Builder epochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    /** Rows of a step. */
    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /** The seed of all randomness. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** How gradients change parameters. */
    public Builder optimizer(Optimizer optimizer) {
      this.optimizer = Optional.of(optimizer);
      return this;
    }

    /** The part of the rows that is set aside for validation, drawn with the seed. */
    public Builder validationFraction(double validationFraction) {
      this.validationFraction = validationFraction;
      return this;
    }

    /** Somebody to tell of steps and epochs. */
    public Builder addListener(TrainingListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public Training build() {
      return new Training(epochs, batchSize, seed, optimizer, validationFraction, listeners);
    }
  }
}
