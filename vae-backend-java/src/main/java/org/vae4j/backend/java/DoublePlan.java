package org.vae4j.backend.java;

import java.util.List;
import java.util.Map;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Variable;

/** A program that is computed as it is listed, one operation after the other. */
record DoublePlan(Program program) implements Plan<double[]> {
  @Override
  public List<String> lines() {
    return program.listing();
  }

  @Override
  public Computation bind(Map<Variable, double[]> variables) {
    return new DoubleComputation(program, variables);
  }
}
