package org.vae4j.tensor;

import java.util.Arrays;

/** The values of a parameter before training. A record, so that it can be saved with a model. */
@FunctionalInterface
public interface Initializer {
  /**
   * Fills the values of a parameter.
   *
   * @param values of {@code shape}, in row-major order
   * @param shape dense weights are [in, out], convolutions [height, width, in, out]
   * @param noise where random numbers come from: one stream for each parameter
   */
  void fill(float[] values, Shape shape, NoiseStream noise);

  /** All 0. */
  static Initializer zeros() {
    return new Constant(0);
  }

  /** All the same. */
  static Initializer constant(double value) {
    return new Constant(value);
  }

  /** Normal with mean 0. */
  static Initializer normal(double standardDeviation) {
    return new Normal(standardDeviation);
  }

  /**
   * Uniform on ±√(6 / (fan-in + fan-out)) (Glorot &amp; Bengio 2010, equation 16); the default for
   * weights.
   */
  static Initializer glorotUniform() {
    return new GlorotUniform();
  }

  /** Normal with variance 2 / fan-in (He et al. 2015, equation 10). */
  static Initializer heNormal() {
    return new HeNormal();
  }

  /** All the same. */
  record Constant(double value) implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, NoiseStream noise) {
      Arrays.fill(values, (float) value);
    }
  }

  /** Normal with mean 0. */
  record Normal(double standardDeviation) implements Initializer {
    /**
     * Checks the standard deviation.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Normal {
      if (!(standardDeviation >= 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "normal initializer: expected a standard deviation of 0 or more, got "
                + standardDeviation);
      }
    }

    @Override
    public void fill(float[] values, Shape shape, NoiseStream noise) {
      new NoiseGenerator().fillNormal(noise, values);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * standardDeviation);
      }
    }
  }

  /** See {@link #glorotUniform()}. */
  record GlorotUniform() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, NoiseStream noise) {
      double limit = Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
      new NoiseGenerator().fillUniform(noise, values);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2.0 * values[i] - 1) * limit);
      }
    }
  }

  /** See {@link #heNormal()}. */
  record HeNormal() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, NoiseStream noise) {
      new Normal(Math.sqrt(2.0 / fanIn(shape))).fill(values, shape, noise);
    }
  }

  private static int fanIn(Shape shape) {
    return shape.rank() < 2 ? shape.elementCount() : receptiveField(shape) * shape.size(-2);
  }

  private static int fanOut(Shape shape) {
    return shape.rank() < 2 ? shape.elementCount() : receptiveField(shape) * shape.size(-1);
  }

  private static int receptiveField(Shape shape) {
    return shape.elementCount(0, shape.rank() - 2);
  }
}
