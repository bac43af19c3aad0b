package org.vae4j.backend;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;
import org.vae4j.tensor.Trace;

/**
 * Draws the declared noise and scalars of one executable into its input buffers. A row's noise
 * depends on its place in the data alone, never on the batch or chunk that it is computed in.
 * Belongs to the executable's thread.
 */
public final class Feed {
  private record NoiseInput(Trace.Noise noise, HostBuffer buffer) {}

  private record ScalarInput(Trace.Scalar scalar, HostBuffer buffer) {}

  private final int rows;
  private final List<NoiseInput> noises = new ArrayList<>();
  private final List<ScalarInput> scalars = new ArrayList<>();
  private final NoiseGenerator generator = new NoiseGenerator();
  private final float[] values;

  /** A feed for an executable of this program. */
  public Feed(TracedProgram traced, Executable executable) {
    this.rows = traced.trace().rows();
    int largest = 0;
    for (Trace.Noise noise : traced.noises()) {
      HostBuffer buffer = executable.input(noise.input());
      noises.add(new NoiseInput(noise, buffer));
      largest = Math.max(largest, buffer.type().shape().elementCount());
    }
    for (Trace.Scalar scalar : traced.scalars()) {
      scalars.add(new ScalarInput(scalar, executable.input(scalar.input())));
    }
    this.values = new float[largest];
  }

  /**
   * Where the noise of a run comes from.
   *
   * @param seed of the training run, or of the call
   * @param purpose such as {@code training}: different purposes never share noise
   * @param epoch the epoch, whose rows have noise of their own; 0 outside training
   * @param step the step, for noise that is not tied to rows; 0 outside training
   * @param attempt how often this epoch was begun again
   */
  public record Draw(long seed, String purpose, long epoch, long step, int attempt) {
    /** Noise outside training. */
    public static Draw of(long seed, String purpose) {
      return new Draw(seed, purpose, 0, 0, 0);
    }

    /** The stream of a declaration at this path. */
    public NoiseStream stream(String path, int visit, boolean tied) {
      return NoiseStream.of(seed, purpose, path, visit, tied ? epoch : step, attempt);
    }
  }

  /**
   * Draws the noise of consecutive rows.
   *
   * @param firstRow the place of the first in the epoch's order, or its index in the data
   * @param firstSample the number of the first sample, where samples are computed in several runs
   */
  public void noise(Draw draw, long firstRow, int firstSample) {
    for (NoiseInput input : noises) {
      Trace.Noise noise = input.noise;
      int count = input.buffer.type().shape().elementCount();
      NoiseStream stream = draw.stream(noise.path(), noise.visit(), noise.tied());
      if (noise.tied()) {
        int event = noise.event().elementCount();
        for (int sample = 0; sample < noise.samples(); sample++) {
          int at = sample * rows * event;
          fill(noise.kind(), stream, firstSample + sample, firstRow, rows, event, at);
        }
      } else {
        fill(noise.kind(), stream, 0, 0, 1, count, 0);
      }
      input.buffer.put(0, values, 0, count);
    }
  }

  private void fill(
      Trace.Noise.Kind kind,
      NoiseStream stream,
      int sample,
      long firstRow,
      int count,
      int event,
      int at) {
    if (kind == Trace.Noise.Kind.NORMAL) {
      generator.fillNormal(stream, sample, firstRow, count, event, values, at);
    } else {
      generator.fillUniform(stream, sample, firstRow, count, event, values, at);
    }
  }

  /** Sets the scheduled numbers; see {@link org.vae4j.tensor.Schedule#at}. */
  public void scalars(long step, double epoch) {
    for (ScalarInput input : scalars) {
      input.buffer.put(0, input.scalar.schedule().at(step, epoch));
    }
  }
}
