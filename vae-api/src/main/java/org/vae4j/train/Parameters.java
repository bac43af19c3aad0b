package org.vae4j.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Memory;
import org.vae4j.backend.TracedProgram;
import org.vae4j.tensor.NoiseStream;
import org.vae4j.tensor.Trace;
import org.vae4j.tensor.Variable;

/** The variables that programs of one model share, and their values before training. */
public final class Parameters {
  private final Map<String, Trace.Parameter> initialized = new LinkedHashMap<>();
  private final Map<String, Variable> slots = new LinkedHashMap<>();

  /** The parameters, states and slots of these programs. */
  public Parameters(List<TracedProgram> programs) {
    for (TracedProgram traced : programs) {
      initialized.putAll(traced.trace().parameters());
      initialized.putAll(traced.trace().states());
      traced.slots().forEach(slot -> slots.put(slot.name(), slot));
    }
    slots.keySet().removeAll(initialized.keySet());
  }

  /** Parameters and states: what a model file holds. */
  public List<Variable> model() {
    return initialized.values().stream().map(Trace.Parameter::variable).toList();
  }

  /** All variables. */
  public List<Variable> all() {
    List<Variable> all = new ArrayList<>(model());
    all.addAll(slots.values());
    return all;
  }

  /** Writes the values before training: each parameter's own stream of the seed's noise. */
  public void initialize(Memory memory, long seed) {
    for (Trace.Parameter parameter : initialized.values()) {
      Variable variable = parameter.variable();
      float[] values = new float[variable.shape().elementCount()];
      NoiseStream noise = NoiseStream.of(seed, "initialization", variable.name(), 0, 0, 0);
      parameter.initializer().fill(values, variable.shape(), noise);
      memory.write(variable, values);
    }
  }
}
