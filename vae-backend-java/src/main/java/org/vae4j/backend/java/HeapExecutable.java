package org.vae4j.backend.java;

import java.util.Map;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Program;

/** A computation that is open until it is closed. */
final class HeapExecutable implements Executable {
  private final Program program;
  private final Computation computation;
  private final Lifetime memory;
  private final Lifetime lifetime;

  HeapExecutable(Program program, Computation computation, Lifetime memory) {
    this.program = program;
    this.computation = computation;
    this.memory = memory;
    this.lifetime = new Lifetime("an executable of " + program);
  }

  @Override
  public HostBuffer input(String name) {
    return named(name, "input", computation.inputs());
  }

  @Override
  public HostBuffer output(String name) {
    return named(name, "output", computation.outputs());
  }

  private HostBuffer named(String name, String kind, Map<String, HostBuffer> buffers) {
    lifetime.requireOpen();
    HostBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException(
          program + ": expected an " + kind + " of " + buffers.keySet() + ", got '" + name + "'");
    }
    return buffer;
  }

  @Override
  public void run() {
    lifetime.requireOpen();
    memory.requireOpen();
    computation.run();
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
