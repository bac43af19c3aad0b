package org.vae4j.schema;

/**
 * How a raw value becomes a network input, and back: {@code input = (raw − offset) / factor}.
 *
 * @param offset in raw units, finite
 * @param factor in raw units per unit of input, finite and greater than zero
 */
public record Scaling(double offset, double factor) {

  /** Raw values are the network's inputs. */
  public static final Scaling NONE = new Scaling(0, 1);

  /** Pixels from 0 to 255 become inputs from 0 to 1. */
  public static final Scaling PIXEL = new Scaling(0, 255);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are not finite or the factor is not positive
   */
  public Scaling {
    if (!Double.isFinite(offset) || !Double.isFinite(factor) || !(factor > 0)) {
      throw new IllegalArgumentException(
          ("cannot scale: expected a finite offset and a finite factor above 0, got offset %s"
                  + " and factor %s")
              .formatted(offset, factor));
    }
  }

  /**
   * Scales to mean 0 and standard deviation 1.
   *
   * @param mean in raw units
   * @param standardDeviation in raw units; 0 (a constant column) leaves the factor at 1
   */
  public static Scaling standardize(double mean, double standardDeviation) {
    return new Scaling(mean, standardDeviation == 0 ? 1 : standardDeviation);
  }

  /**
   * Scales the range from minimum to maximum to the range from 0 to 1.
   *
   * @param minimum in raw units
   * @param maximum in raw units; equal to the minimum (a constant column) leaves the factor at 1
   */
  public static Scaling unitRange(double minimum, double maximum) {
    return new Scaling(minimum, maximum == minimum ? 1 : maximum - minimum);
  }

  /** The network input for a raw value. */
  public float toInput(float raw) {
    return (float) ((raw - offset) / factor);
  }

  /** The raw value, in original units, for a network input. */
  public float toRaw(float input) {
    return (float) (input * factor + offset);
  }
}
