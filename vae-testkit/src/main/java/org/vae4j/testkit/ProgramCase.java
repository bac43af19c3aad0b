package org.vae4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Variable;

/**
 * A whole program, run for some steps: every output of every step, and the variables at the end,
 * must be what the reference gives.
 *
 * @param initial values of variables; those not named start at 0
 * @param steps the inputs of each run, by name
 */
record ProgramCase(
    Program program,
    Tolerance tolerance,
    Map<Variable, Numbers> initial,
    List<Map<String, Numbers>> steps) {

  private static final double[] NONE = {};

  /** What a backend made of it: outputs by step and name, then variables by name. */
  Map<String, double[]> run(Backend backend) {
    Map<String, double[]> results = new LinkedHashMap<>();
    try (Memory memory = backend.allocate(program.variables());
        CompiledProgram compiled = backend.compile(program);
        Executable executable = compiled.bind(memory)) {
      initial.forEach((variable, numbers) -> memory.write(variable, floats(numbers)));
      for (int step = 0; step < steps.size(); step++) {
        steps.get(step).forEach((name, numbers) -> executable.input(name).put(numbers.toArray()));
        executable.run();
        for (String name : program.outputs().keySet()) {
          results.put("output '" + name + "' of step " + step, executable.output(name).toDoubles());
        }
      }
      for (Variable variable : program.variables()) {
        results.put("variable " + variable, doubles(memory.read(variable)));
      }
    }
    return results;
  }

  /** Compares a backend with the reference. */
  void check(Backend backend, Backend reference) {
    Map<String, double[]> actual = run(backend);
    Tolerance outputs = tolerance.in(backend.info().precision());
    Tolerance variables = outputs.ofRounded();
    run(reference)
        .forEach(
            (what, expected) ->
                (what.startsWith("variable") ? variables : outputs)
                    .check(program + ", " + what, actual.getOrDefault(what, NONE), expected));
  }

  static float[] floats(Numbers numbers) {
    double[] values = numbers.toArray();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
