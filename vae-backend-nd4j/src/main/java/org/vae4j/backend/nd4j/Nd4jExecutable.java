package org.vae4j.backend.nd4j;

import java.util.Map;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;

/** A computation that is open until it is closed. */
final class Nd4jExecutable implements Executable {
  private final Nd4jProgram compiled;
  private final Nd4jMemory memory;
  private final Computation computation;
  private final Lifetime lifetime;

  Nd4jExecutable(Nd4jProgram compiled, Nd4jMemory memory, Computation computation) {
    this.compiled = compiled;
    this.memory = memory;
    this.computation = computation;
    this.lifetime = new Lifetime("executable of " + compiled.program());
  }

  @Override
  public HostBuffer input(String name) {
    return buffer("input", name, computation.inputs());
  }

  @Override
  public HostBuffer output(String name) {
    return buffer("output", name, computation.outputs());
  }

  private HostBuffer buffer(String kind, String name, Map<String, HostBuffer> buffers) {
    requireOpen();
    HostBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException(
          compiled.program() + " has no " + kind + " '" + name + "'; it has " + buffers.keySet());
    }
    return buffer;
  }

  @Override
  public void run() {
    requireOpen();
    Threads.enter(compiled.backend().info().threads());
    try {
      computation.run();
    } finally {
      Threads.leave();
    }
  }

  private void requireOpen() {
    lifetime.requireOpen();
    compiled.requireOpen();
    memory.requireOpen();
  }

  @Override
  public void close() {
    if (lifetime.end()) {
      computation.close();
    }
  }
}
