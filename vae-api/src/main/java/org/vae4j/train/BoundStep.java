package org.vae4j.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Feed;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.TracedProgram;
import org.vae4j.data.InputReader;
import org.vae4j.model.Model;

/**
 * A training step compiled for a number of rows and bound to the parameters. Its batch is prepared
 * in arrays of its own, so the next one can be while a step runs.
 */
final class BoundStep implements AutoCloseable {
  private final CompiledProgram compiled;
  private final Executable executable;
  private final Feed feed;
  private final Optional<HostBuffer> input;
  private final float[] rowValues;
  private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final int rows;

  BoundStep(TracedProgram traced, Backend backend, Memory memory) {
    rows = traced.trace().rows();
    for (String name : traced.dataInputs()) {
      if (!name.equals(Model.INPUT)) {
        throw new IllegalArgumentException(
            "the model needs '"
                + name
                + "' with every row: expected data that has it, got only the input columns");
      }
    }
    compiled = backend.compile(traced.program());
    executable = compiled.bind(memory);
    feed = new Feed(traced, executable);
    input =
        traced.reads(Model.INPUT) ? Optional.of(executable.input(Model.INPUT)) : Optional.empty();
    rowValues = new float[input.map(buffer -> buffer.type().shape().elementCount()).orElse(0)];
    traced.program().outputs().keySet().forEach(name -> outputs.put(name, executable.output(name)));
  }

  int rows() {
    return rows;
  }

  /** How many numbers the host feeds to a step. */
  int fedNumbers() {
    return compiled.program().inputs().stream()
        .mapToInt(tensor -> tensor.shape().elementCount())
        .sum();
  }

  /**
   * Reads rows and draws their noise. Touches nothing that {@link #run} does.
   *
   * @param order the rows of the epoch
   * @param first the place of the first row in the epoch
   */
  void prepare(InputReader reader, int[] order, int first, Feed.Draw draw) {
    if (input.isPresent()) {
      reader.read(order, first, rows, draw, rowValues);
    }
    feed.draw(draw, first, 0);
  }

  /**
   * Feeds what was prepared last.
   *
   * @param epoch with the fraction of the present one
   */
  void feed(long step, double epoch) {
    if (input.isPresent()) {
      input.get().put(rowValues);
    }
    feed.putNoise();
    feed.scalars(step, epoch);
  }

  /** Takes the step: the outputs by name, until the next one. */
  Map<String, Double> run() {
    executable.run();
    outputs.forEach((name, buffer) -> values.put(name, buffer.get(0)));
    return values;
  }

  @Override
  public void close() {
    executable.close();
    compiled.close();
  }
}
