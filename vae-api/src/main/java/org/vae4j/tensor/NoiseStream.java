package org.vae4j.tensor;

/**
 * One named stream of random numbers, identified by its 64-bit key. Equal arguments give equal
 * streams, on every machine and in every version; different ones give independent streams. A {@link
 * NoiseGenerator} reads its values, any of them in any order.
 *
 * <p>The key and everything that follows from it is specified to the bit in {@code docs/noise.md}.
 *
 * @param key the key of the counter-based generator
 */
public record NoiseStream(long key) {
  /**
   * Returns the stream of one noise declaration during one period. {@link NoiseStreams} finds those
   * of many periods.
   *
   * @param seed the run's seed
   * @param purpose what the noise is for, such as {@code "training"}: two purposes never share a
   *     stream
   * @param path path and name of the declaration, such as {@code "encoder/dropout"}
   * @param visit how often that path was visited before in the same program, from 0
   * @param period epoch or step, from 0
   * @param attempt how often that period was begun anew before, from 0
   * @return the stream
   * @throws IllegalArgumentException if a count is negative, or a string is not valid Unicode
   */
  public static NoiseStream of(
      long seed, String purpose, String path, int visit, long period, int attempt) {
    return new NoiseStreams(path, visit).of(seed, purpose, period, attempt);
  }
}
