package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Feed;
import org.vae4j.backend.Memory;
import org.vae4j.model.Model;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/**
 * log w = log p(x|z) + log p(z) − log q(z|x) for codes z drawn from q(z|x). Their mean is the ELBO;
 * the log of their mean weight is the importance-weighted bound (Burda et al. 2016). Samples are
 * computed a few at a time, so any number fits.
 */
public final class ImportanceWeights implements AutoCloseable {
  /** Samples of one run: each run encodes its rows anew, so many. */
  private static final int GROUP = 32;

  /** Samples of as many rows as a backend prefers: more samples are drawn for fewer rows. */
  private static final int SAMPLES_OF_PREFERRED_ROWS = 8;

  private static final String OUTPUT = "log-weights";

  private final Map<Integer, RowFunction> functions = new HashMap<>();
  private final Model model;
  private final Backend backend;
  private final Memory memory;
  private final TrainingClock clock;

  /** The weights of a model whose parameters are in this memory. */
  public ImportanceWeights(Model model, Backend backend, Memory memory, TrainingClock clock) {
    this.model = model;
    this.backend = backend;
    this.memory = memory;
    this.clock = clock;
  }

  /** Both bounds for each row, {@code [rows]}, in nats. */
  public static final class Bounds {
    private final double[] elbo;
    private final double[] logLikelihood;
    private final double[] standardError;

    private Bounds(int rows) {
      elbo = new double[rows];
      logLikelihood = new double[rows];
      standardError = new double[rows];
    }

    /** The mean of log w. */
    public double elbo(int row) {
      return elbo[row];
    }

    /** The log of the mean of w. */
    public double logLikelihood(int row) {
      return logLikelihood[row];
    }

    /**
     * The standard error of {@link #logLikelihood}, from the spread of the weights; infinite for
     * one sample, and where no weight is above 0.
     */
    public double standardError(int row) {
      return standardError[row];
    }

    /** The log-likelihoods of all rows. */
    public double[] logLikelihoods() {
      return logLikelihood.clone();
    }

    /** The means over the rows. */
    public Evaluation mean(int samples) {
      int rows = elbo.length;
      double mean = Arrays.stream(logLikelihood).average().orElseThrow();
      double squares = Arrays.stream(logLikelihood).map(l -> (l - mean) * (l - mean)).sum();
      double error = rows < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (rows - 1) / rows);
      return new Evaluation(
          rows, samples, Arrays.stream(elbo).average().orElseThrow(), mean, error);
    }
  }

  /**
   * Draws and weighs codes for each row.
   *
   * @param samples how many, at least 1
   * @throws IllegalArgumentException if {@code samples} is below 1 or a posterior has no density
   */
  public Bounds bounds(int rows, RowFunction.Rows source, Feed.Draw draw, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("importance samples: expected at least 1, got " + samples);
    }
    Moments[] moments = new Moments[rows];
    Arrays.setAll(moments, row -> new Moments());
    int done = 0;
    while (done < samples) {
      int group = Math.min(GROUP, Integer.highestOneBit(samples - done));
      Map<String, float[]> outputs = function(group).run(rows, source, draw, done);
      for (float[] weights : outputs.values()) {
        for (int i = 0; i < weights.length; i++) {
          moments[i / group].add(weights[i]);
        }
      }
      done += group;
    }
    Bounds bounds = new Bounds(rows);
    for (int row = 0; row < rows; row++) {
      bounds.elbo[row] = moments[row].mean();
      bounds.logLikelihood[row] = moments[row].logMeanExp();
      bounds.standardError[row] = moments[row].standardErrorOfLogMean();
    }
    return bounds;
  }

  private synchronized RowFunction function(int samples) {
    return functions.computeIfAbsent(samples, this::compile);
  }

  private RowFunction compile(int samples) {
    int fewer = Math.max(1, samples / SAMPLES_OF_PREFERRED_ROWS);
    int rows = Math.max(1, backend.info().preferredRows() / fewer);
    return new RowFunction(
        "log-weights", root -> Map.of(OUTPUT, trace(root, samples)), backend, memory, clock, rows);
  }

  private Tensor trace(Scope root, int samples) {
    return model.pass(model.batch(root), samples, root).logWeight().transposed();
  }

  /** Σ log w, and Σ w and Σ w² relative to the largest w so far. */
  private static final class Moments {
    private int count;
    private double sum;
    private double largest = Double.NEGATIVE_INFINITY;
    private double weights;
    private double squares;

    void add(double logWeight) {
      count++;
      sum += logWeight;
      if (logWeight > largest) {
        double shrink = Math.exp(largest - logWeight);
        weights *= shrink;
        squares *= shrink * shrink;
        largest = logWeight;
      }
      double weight = logWeight == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logWeight - largest);
      weights += weight;
      squares += weight * weight;
    }

    double mean() {
      return sum / count;
    }

    double logMeanExp() {
      return largest + Math.log(weights / count);
    }

    /** By the delta method: the standard error of the mean weight over the mean weight. */
    double standardErrorOfLogMean() {
      if (count < 2 || weights == 0) {
        return Double.POSITIVE_INFINITY;
      }
      double mean = weights / count;
      double variance = Math.max(0, squares / count - mean * mean) * count / (count - 1.0);
      return Math.sqrt(variance / count) / mean;
    }
  }

  /** Releases the programs. */
  @Override
  public synchronized void close() {
    functions.values().forEach(RowFunction::close);
    functions.clear();
  }
}
