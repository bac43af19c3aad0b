package org.vae4j.backend;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Trace;
import org.vae4j.tensor.Variable;

/**
 * A program and what its host must know to run it: the noise and scalars to feed, the parameters
 * and states to make.
 *
 * @param program what a backend compiles
 * @param trace what the model code declared; some of it may not have survived in the program
 */
public record TracedProgram(Program program, Trace trace) {
  /** Variables that are neither parameters nor states, such as an optimizer's slots: 0 at first. */
  public List<Variable> slots() {
    Set<String> declared = trace.parameters().keySet();
    Set<String> states = trace.states().keySet();
    return program.variables().stream()
        .filter(
            variable -> !declared.contains(variable.name()) && !states.contains(variable.name()))
        .toList();
  }

  /** The declared noise that the program really reads. */
  public List<Trace.Noise> noises() {
    Set<String> live = liveInputs();
    return trace.noises().stream().filter(noise -> live.contains(noise.input())).toList();
  }

  /** The declared scalars that the program really reads. */
  public List<Trace.Scalar> scalars() {
    Set<String> live = liveInputs();
    return trace.scalars().stream().filter(scalar -> live.contains(scalar.input())).toList();
  }

  /** Whether the program reads an input of this name. */
  public boolean reads(String input) {
    return liveInputs().contains(input);
  }

  private Set<String> liveInputs() {
    return program.inputs().stream()
        .map(tensor -> ((Source.Input) tensor.operation()).name())
        .collect(Collectors.toSet());
  }
}
