package org.vae4j.backend;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;
import org.vae4j.tensor.NoiseStreams;
import org.vae4j.tensor.Trace;

/**
 * Draws the declared noise and scalars of one executable into its input buffers. A row's noise
 * depends on its place in the data alone, never on the batch or chunk that it is computed in.
 *
 * <p>Belongs to the executable's thread, but for {@link #draw}: another one may draw the next run's
 * noise while the executable runs.
 */
public final class Feed {
  private record NoiseInput(
      Trace.Noise noise, NoiseStreams streams, float[] values, HostBuffer buffer) {}

  private record ScalarInput(Trace.Scalar scalar, HostBuffer buffer) {}

  private final int rows;
  private final List<NoiseInput> noises = new ArrayList<>();
  private final List<ScalarInput> scalars = new ArrayList<>();
  private final NoiseGenerator generator = new NoiseGenerator();

  /** A feed for an executable of this program. */
  public Feed(TracedProgram traced, Executable executable) {
    this.rows = traced.trace().rows();
    for (Trace.Noise noise : traced.noises()) {
      HostBuffer buffer = executable.input(noise.input());
      float[] values = new float[buffer.type().shape().elementCount()];
      NoiseStreams streams = new NoiseStreams(noise.path(), noise.visit());
      noises.add(new NoiseInput(noise, streams, values, buffer));
    }
    for (Trace.Scalar scalar : traced.scalars()) {
      scalars.add(new ScalarInput(scalar, executable.input(scalar.input())));
    }
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
      return stream(new NoiseStreams(path, visit), tied);
    }

    /** The stream of a declaration that is drawn from again and again. */
    public NoiseStream stream(NoiseStreams declaration, boolean tied) {
      return declaration.of(seed, purpose, tied ? epoch : step, attempt);
    }
  }

  /**
   * Draws and feeds the noise of consecutive rows.
   *
   * @param firstRow the place of the first in the epoch's order, or its index in the data
   * @param firstSample the number of the first sample, where samples are computed in several runs
   */
  public void noise(Draw draw, long firstRow, int firstSample) {
    draw(draw, firstRow, firstSample);
    putNoise();
  }

  /** Draws noise without feeding it, which {@link #putNoise} does; see {@link #noise}. */
  public void draw(Draw draw, long firstRow, int firstSample) {
    for (NoiseInput input : noises) {
      Trace.Noise noise = input.noise;
      NoiseStream stream = draw.stream(input.streams, noise.tied());
      if (noise.tied()) {
        int event = noise.event().elementCount();
        for (int sample = 0; sample < noise.samples(); sample++) {
          int at = sample * rows * event;
          fill(input, stream, firstSample + sample, firstRow, rows, event, at);
        }
      } else {
        fill(input, stream, 0, 0, 1, input.values.length, 0);
      }
    }
  }

  /** Feeds the noise drawn last. */
  public void putNoise() {
    for (NoiseInput input : noises) {
      input.buffer.put(input.values);
    }
  }

  private void fill(
      NoiseInput input,
      NoiseStream stream,
      int sample,
      long firstRow,
      int count,
      int event,
      int at) {
    if (input.noise.kind() == Trace.Noise.Kind.NORMAL) {
      generator.fillNormal(stream, sample, firstRow, count, event, input.values, at);
    } else {
      generator.fillUniform(stream, sample, firstRow, count, event, input.values, at);
    }
  }

  /** Sets the scheduled numbers; see {@link org.vae4j.tensor.Schedule#at}. */
  public void scalars(long step, double epoch) {
    for (ScalarInput input : scalars) {
      input.buffer.put(0, input.scalar.schedule().at(step, epoch));
    }
  }
}
