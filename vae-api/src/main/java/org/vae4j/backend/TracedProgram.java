package org.vae4j.backend;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
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
  /** Model code that computes something. */
  @FunctionalInterface
  public interface Body {
    /**
     * Traces the computation.
     *
     * @param root the outermost scope
     * @return outputs by name
     */
    Map<String, Tensor> trace(Scope root);
  }

  /**
   * Traces a program that computes outputs and changes nothing.
   *
   * @param name for messages
   * @param rows the exact number of rows
   */
  public static TracedProgram of(String name, int rows, Body body) {
    Trace trace = new Trace(rows, false);
    Program.Builder program = Program.builder(name);
    body.trace(trace.root()).forEach(program::output);
    return new TracedProgram(program.build(), trace);
  }

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

  /** The inputs that hold data: all that the program reads but noise and scheduled numbers. */
  public Set<String> dataInputs() {
    Set<String> inputs = liveInputs();
    trace.noises().forEach(noise -> inputs.remove(noise.input()));
    trace.scalars().forEach(scalar -> inputs.remove(scalar.input()));
    return inputs;
  }

  /** Whether the program reads an input of this name. */
  public boolean reads(String input) {
    return liveInputs().contains(input);
  }

  private Set<String> liveInputs() {
    return program.inputs().stream()
        .map(tensor -> ((Source.Input) tensor.operation()).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
