package org.vae4j.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Variable;

/** A program with its plan. */
final class Nd4jProgram implements CompiledProgram {
  private final Nd4jBackend backend;
  private final Program program;
  private final Plan plan;
  private final Lifetime lifetime;

  Nd4jProgram(Nd4jBackend backend, Program program) {
    this.backend = backend;
    this.program = program;
    this.plan = new Plan(program);
    this.lifetime = new Lifetime(program + " of the nd4j backend");
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Executable bind(Memory memory) {
    requireOpen();
    if (!(memory instanceof Nd4jMemory own) || !own.isOf(backend)) {
      throw new IllegalArgumentException(
          program + ": expected memory of the same nd4j backend, got another's; allocate it there");
    }
    own.requireOpen();
    Map<Variable, Operand> operands = new LinkedHashMap<>();
    for (Variable variable : program.variables()) {
      if (!own.holds(variable)) {
        throw new IllegalArgumentException(
            program
                + ": expected memory that holds "
                + variable
                + ", got one without; allocate it for all variables");
      }
      operands.put(variable, own.operand(variable));
    }
    return new Nd4jExecutable(
        this, own, new Computation(plan, operands, backend.info().precision()));
  }

  Nd4jBackend backend() {
    return backend;
  }

  void requireOpen() {
    lifetime.requireOpen();
    backend.requireOpen();
  }

  @Override
  public void close() {
    lifetime.end();
  }
}
