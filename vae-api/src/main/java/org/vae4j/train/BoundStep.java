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
import org.vae4j.model.Model;

/** A training step compiled for a number of rows and bound to the parameters. */
final class BoundStep implements AutoCloseable {
  private final CompiledProgram compiled;
  private final Executable executable;
  private final Feed feed;
  private final Optional<HostBuffer> input;
  private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();
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
    traced.program().outputs().keySet().forEach(name -> outputs.put(name, executable.output(name)));
  }

  int rows() {
    return rows;
  }

  /**
   * Takes the step.
   *
   * @param inputs {@code [rows] ++ input}
   * @param firstRow the place of the first row in the epoch
   * @param epoch with the fraction of the present one
   */
  Map<String, Double> run(float[] inputs, Feed.Draw draw, long firstRow, double epoch) {
    input.ifPresent(buffer -> buffer.put(0, inputs, 0, buffer.type().shape().elementCount()));
    feed.noise(draw, firstRow, 0);
    feed.scalars(draw.step(), epoch);
    executable.run();
    Map<String, Double> values = new LinkedHashMap<>();
    outputs.forEach((name, buffer) -> values.put(name, buffer.get(0)));
    return values;
  }

  @Override
  public void close() {
    executable.close();
    compiled.close();
  }
}
