package org.vae4j.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Feed;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.TracedProgram;
import org.vae4j.model.Model;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Trace;

/**
 * A function of rows, compiled for the sizes that are needed: any number of rows is split into
 * chunks of powers of two, so few programs serve all. Noise belongs to rows, so chunks do not show.
 * Thread-safe: each thread at work has an executable of its own.
 */
public final class RowFunction implements AutoCloseable {
  /** What is computed of each row. */
  @FunctionalInterface
  public interface Body {
    /**
     * Traces the function. It may declare graph inputs, such as {@link Model#INPUT}.
     *
     * @return outputs by name, each {@code [rows, …]}
     */
    Map<String, Tensor> trace(Scope root);
  }

  /** Where the input comes from. */
  @FunctionalInterface
  public interface Rows {
    /** Reads {@code count} rows from {@code first} on, as {@code [count] ++ input}. */
    void read(int first, int count, float[] out);
  }

  /** A few rows on their way to an executable: so few that they stay in the first-level cache. */
  private record Input(String name, float[] some, HostBuffer buffer) {
    private static final int NUMBERS = 4096;

    static Input of(String name, HostBuffer buffer) {
      int width = buffer.type().shape().elementCount() / buffer.type().shape().size(0);
      return new Input(name, new float[Math.max(1, NUMBERS / width) * width], buffer);
    }

    void fill(Rows rows, int first) {
      int count = buffer.type().shape().size(0);
      int width = buffer.type().shape().elementCount() / count;
      int step = some.length / width;
      for (int row = 0; row < count; row += step) {
        int next = Math.min(step, count - row);
        rows.read(first + row, next, some);
        buffer.put(row * width, some, 0, next * width);
      }
    }
  }

  /** An executable with what feeds it. */
  private record Bound(
      Executable executable, Feed feed, List<Input> inputs, Map<String, HostBuffer> outputs) {
    static Bound of(TracedProgram traced, Executable executable) {
      List<Input> inputs = new ArrayList<>();
      for (String name : traced.dataInputs()) {
        inputs.add(Input.of(name, executable.input(name)));
      }
      Map<String, HostBuffer> outputs = new LinkedHashMap<>();
      for (String name : traced.program().outputs().keySet()) {
        outputs.put(name, executable.output(name));
      }
      return new Bound(executable, new Feed(traced, executable), inputs, outputs);
    }
  }

  /** A program of one number of rows, and its executables that are not at work. */
  private record Size(TracedProgram traced, CompiledProgram compiled, Deque<Bound> idle) {}

  /** The longest array that every Java virtual machine makes. */
  private static final int MAXIMUM_ELEMENTS = Integer.MAX_VALUE - 8;

  private final String name;
  private final Body body;
  private final Backend backend;
  private final Memory memory;
  private final TrainingClock clock;
  private final int largestChunk;
  private final Map<Integer, Size> sizes = new HashMap<>();
  private final List<Bound> bound = new ArrayList<>();

  /**
   * A function of a model's parameters.
   *
   * @param name for messages
   * @param memory holds the parameters
   * @param clock for scheduled numbers
   */
  public RowFunction(String name, Body body, Backend backend, Memory memory, TrainingClock clock) {
    this(name, body, backend, memory, clock, backend.info().preferredRows());
  }

  /** A function whose chunks have at most so many rows, a power of two. */
  RowFunction(
      String name,
      Body body,
      Backend backend,
      Memory memory,
      TrainingClock clock,
      int largestChunk) {
    this.name = name;
    this.body = body;
    this.backend = backend;
    this.memory = memory;
    this.clock = clock;
    this.largestChunk = largestChunk;
  }

  /**
   * Runs the function over rows.
   *
   * @param count how many rows
   * @param rows where they come from
   * @param draw the noise
   * @param firstSample the number of the first sample, where samples are computed in several calls
   * @return for each output the values of all rows, {@code [count, …]} in row-major order
   */
  public Map<String, float[]> run(int count, Rows rows, Feed.Draw draw, int firstSample) {
    return run(count, Map.of(Model.INPUT, rows), draw, firstSample);
  }

  /**
   * Runs the function over rows of several inputs.
   *
   * @param count how many rows
   * @param inputs where the rows of each input come from; those that are not read are ignored
   * @param draw the noise
   * @param firstSample the number of the first sample, where samples are computed in several calls
   * @return for each output the values of all rows, {@code [count, …]} in row-major order
   */
  public Map<String, float[]> run(
      int count, Map<String, Rows> inputs, Feed.Draw draw, int firstSample) {
    Map<String, float[]> results = new LinkedHashMap<>();
    int first = 0;
    while (first < count) {
      int chunk = Math.min(largestChunk, Integer.highestOneBit(count - first));
      Size size = size(chunk);
      Bound worker = acquire(size);
      try {
        feed(worker, first, inputs, draw, firstSample);
        worker.executable.run();
        read(worker, first, chunk, count, results);
      } finally {
        release(size, worker);
      }
      first += chunk;
    }
    return results;
  }

  private void feed(
      Bound worker, int first, Map<String, Rows> inputs, Feed.Draw draw, int firstSample) {
    for (Input input : worker.inputs) {
      Rows rows = inputs.get(input.name);
      if (rows == null) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' reads the input '"
                + input.name
                + "': expected its rows, got those of "
                + inputs.keySet());
      }
      input.fill(rows, first);
    }
    worker.feed.noise(draw, first, firstSample);
    worker.feed.scalars(clock.step(), clock.epoch());
  }

  private static void read(
      Bound worker, int first, int chunk, int count, Map<String, float[]> results) {
    for (Map.Entry<String, HostBuffer> output : worker.outputs.entrySet()) {
      HostBuffer buffer = output.getValue();
      int each = buffer.type().shape().elementCount() / chunk;
      float[] all = results.computeIfAbsent(output.getKey(), o -> new float[elements(count, each)]);
      buffer.get(0, all, first * each, chunk * each);
    }
  }

  private static int elements(int rows, int each) {
    long elements = (long) rows * each;
    if (elements > MAXIMUM_ELEMENTS) {
      throw new IllegalArgumentException(
          "too many rows: expected at most %d of %d values, got %d; ask for fewer at a time"
              .formatted(MAXIMUM_ELEMENTS / each, each, rows));
    }
    return (int) elements;
  }

  /** What the backend makes of the function for this number of rows, a line a piece of work. */
  public List<String> plan(int rows) {
    return size(rows).compiled.plan();
  }

  private synchronized Size size(int rows) {
    return sizes.computeIfAbsent(
        rows,
        r -> {
          Trace trace = new Trace(r, false);
          Program.Builder program = Program.builder(name);
          body.trace(trace.root()).forEach(program::output);
          TracedProgram traced = new TracedProgram(program.build(), trace);
          return new Size(traced, backend.compile(traced.program()), new ArrayDeque<>());
        });
  }

  private synchronized Bound acquire(Size size) {
    if (!size.idle.isEmpty()) {
      return size.idle.pop();
    }
    Bound fresh = Bound.of(size.traced, size.compiled.bind(memory));
    bound.add(fresh);
    return fresh;
  }

  private synchronized void release(Size size, Bound worker) {
    size.idle.push(worker);
  }

  /** Releases the programs. */
  @Override
  public synchronized void close() {
    bound.forEach(each -> each.executable.close());
    bound.clear();
    sizes.values().forEach(size -> size.compiled.close());
    sizes.clear();
  }
}
