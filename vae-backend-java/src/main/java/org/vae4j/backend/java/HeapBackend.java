package org.vae4j.backend.java;

import java.util.List;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Variable;

/** A backend on heap arrays: closing frees nothing but ends use, the collector does the rest. */
final class HeapBackend<A> implements Backend {
  private final BackendInfo info;
  private final Engine<A> engine;
  private final Lifetime lifetime = new Lifetime("the java backend");

  HeapBackend(BackendInfo info, Engine<A> engine) {
    this.info = info;
    this.engine = engine;
  }

  Engine<A> engine() {
    return engine;
  }

  @Override
  public BackendInfo info() {
    lifetime.requireOpen();
    return info;
  }

  @Override
  public Memory allocate(List<Variable> variables) {
    lifetime.requireOpen();
    return new HeapMemory<>(this, variables);
  }

  @Override
  public CompiledProgram compile(Program program) {
    lifetime.requireOpen();
    return new HeapProgram<>(this, program);
  }

  @Override
  public void close() {
    lifetime.close();
    engine.close();
  }
}
