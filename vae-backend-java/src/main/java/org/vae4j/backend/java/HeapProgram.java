package org.vae4j.backend.java;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Variable;

/** A program with its plan. */
final class HeapProgram<A> implements CompiledProgram {
  private final HeapBackend<A> backend;
  private final Program program;
  private final Plan<A> plan;
  private final Lifetime lifetime;

  HeapProgram(HeapBackend<A> backend, Program program) {
    this.backend = backend;
    this.program = program;
    this.plan = backend.engine().plan(program);
    this.lifetime = new Lifetime("compiled " + program);
  }

  @Override
  public Program program() {
    lifetime.requireOpen();
    return program;
  }

  @Override
  public List<String> plan() {
    lifetime.requireOpen();
    return plan.lines();
  }

  @Override
  public Executable bind(Memory memory) {
    lifetime.requireOpen();
    HeapMemory<A> heap = own(memory);
    Map<Variable, A> arrays = new LinkedHashMap<>();
    for (Variable variable : program.variables()) {
      if (!heap.variables().contains(variable)) {
        throw new IllegalArgumentException(
            "cannot bind "
                + program
                + ": expected a memory with "
                + variable
                + ", got one with "
                + heap.variables()
                + "; allocate it with all variables of the program");
      }
      arrays.put(variable, heap.array(variable));
    }
    return new HeapExecutable(program, plan.bind(arrays), heap.lifetime());
  }

  @SuppressWarnings("unchecked") // a memory of this very backend holds arrays of its engine
  private HeapMemory<A> own(Memory memory) {
    if (memory instanceof HeapMemory<?> heap && heap.backend() == backend) {
      return (HeapMemory<A>) heap;
    }
    throw new IllegalArgumentException(
        "cannot bind "
            + program
            + ": expected a memory of the backend that compiled it, got one of another;"
            + " allocate it there");
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
