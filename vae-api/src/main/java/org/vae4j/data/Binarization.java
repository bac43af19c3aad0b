package org.vae4j.data;

import org.vae4j.backend.Feed;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStreams;

/**
 * Draws ones and zeros: a number x in [0, 1] becomes 1 with probability x, where a uniform value is
 * below it. Not thread-safe.
 */
final class Binarization {
  /** The path of the noise; no layer can declare one with a {@code #}. */
  static final String PATH = "#binarization";

  /** An input and a uniform value above 2⁻²⁵ differ by 2⁻⁴⁸ or not at all. */
  private static final float STEEP = 0x1p48f;

  private final NoiseStreams streams = new NoiseStreams(PATH, 0);
  private final NoiseGenerator generator = new NoiseGenerator();
  private float[] uniforms = new float[0];

  /**
   * Binarizes rows in place.
   *
   * @param firstRow the place of the first row in the noise
   */
  void apply(Feed.Draw draw, long firstRow, int rows, int width, float[] inputs) {
    int size = rows * width;
    if (uniforms.length < size) {
      uniforms = new float[size];
    }
    generator.fillUniform(draw.stream(streams, true), 0, firstRow, rows, width, uniforms, 0);
    step(uniforms, inputs, size);
  }

  // Comparing would be a branch that nobody can predict, or at best no SIMD code: 5 against 0.2 ns.
  private static void step(float[] uniforms, float[] inputs, int size) {
    for (int i = 0; i < size; i++) {
      inputs[i] = Math.min(1, Math.max(0, (inputs[i] - uniforms[i]) * STEEP));
    }
  }
}
