package org.vae4j.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Feed;
import org.vae4j.backend.Memory;
import org.vae4j.backend.TracedProgram;
import org.vae4j.tensor.Variable;

/**
 * Programs of one model with memory of their own, initialized and ready to run: the bare bones of a
 * training loop of one's own, an experiment or a test. Noise and scheduled numbers are fed; the
 * caller feeds the other inputs by name.
 *
 * <p>Equal seeds and steps give equal noise. It belongs to one thread; the backend stays the
 * caller's.
 */
public final class Runner implements AutoCloseable {
  private record Bound(CompiledProgram compiled, Executable executable, Feed feed) {}

  private final long seed;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Memory memory;
  private final Map<TracedProgram, Bound> programs = new LinkedHashMap<>();

  /**
   * Compiles the programs and initializes the variables that they share.
   *
   * @param seed of the initial values and of the noise
   */
  public Runner(Backend backend, long seed, TracedProgram... programs) {
    this.seed = seed;
    Parameters parameters = new Parameters(List.of(programs));
    parameters.all().forEach(variable -> variables.put(variable.name(), variable));
    memory = backend.allocate(parameters.all());
    parameters.initialize(memory, seed);
    for (TracedProgram traced : programs) {
      CompiledProgram compiled = backend.compile(traced.program());
      Executable executable = compiled.bind(memory);
      Feed feed = new Feed(traced, executable);
      this.programs.put(traced, new Bound(compiled, executable, feed));
    }
  }

  /** The variables' memory. */
  public Memory memory() {
    return memory;
  }

  /**
   * Runs a program.
   *
   * @param program one of those given to the constructor
   * @param step the number of the run, from 0: runs of one number have the same noise, and
   *     schedules count each step as an epoch
   * @param inputs by name, in row-major order; those that the program does not read are ignored
   * @return the outputs by name, in row-major order
   * @throws IllegalArgumentException if an input is missing or the program was not given
   */
  public Map<String, double[]> run(TracedProgram program, long step, Map<String, double[]> inputs) {
    Bound bound = programs.get(program);
    if (bound == null) {
      throw new IllegalArgumentException(
          program.program() + " cannot run: expected one of " + programs.keySet());
    }
    for (String name : program.dataInputs()) {
      double[] values = inputs.get(name);
      if (values == null) {
        throw new IllegalArgumentException(
            program.program()
                + " cannot run: expected the inputs "
                + program.dataInputs()
                + ", got "
                + inputs.keySet());
      }
      bound.executable.input(name).put(values);
    }
    bound.feed.noise(new Feed.Draw(seed, "training", step, step, 0), 0, 0);
    bound.feed.scalars(step, (double) step);
    bound.executable.run();
    Map<String, double[]> outputs = new LinkedHashMap<>();
    for (String name : program.program().outputs().keySet()) {
      outputs.put(name, bound.executable.output(name).toDoubles());
    }
    return outputs;
  }

  /** The value of a variable, in row-major order. */
  public float[] read(String name) {
    return memory.read(variable(name));
  }

  /** Replaces the value of a variable. */
  public void write(String name, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    memory.write(variable(name), floats);
  }

  private Variable variable(String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "no variable '" + name + "': expected one of " + variables.keySet());
    }
    return variable;
  }

  /** Releases the programs and the memory. */
  @Override
  public void close() {
    programs
        .values()
        .forEach(
            bound -> {
              bound.executable.close();
              bound.compiled.close();
            });
    memory.close();
  }
}
