package org.vae4j.testkit;

import java.util.OptionalLong;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;

/**
 * What the groups of conformance tests share: the backend under test and what it is compared with.
 */
interface Fixture {
  /** The backend under test, open during all tests. */
  Backend backend();

  /** What results are compared with. */
  Backend reference();

  /** One more backend like the one under test; the caller closes it. */
  Backend another();

  /** Bytes outside the heap, if the engine can tell. */
  OptionalLong nativeBytes();

  /** A program bound to a memory of its own variables, all closed together. */
  record Bound(Memory memory, CompiledProgram compiled, Executable executable)
      implements AutoCloseable {
    static Bound of(Backend backend, Program program) {
      Memory memory = backend.allocate(program.variables());
      CompiledProgram compiled = backend.compile(program);
      return new Bound(memory, compiled, compiled.bind(memory));
    }

    void run() {
      executable.run();
    }

    double[] output(String name) {
      return executable.output(name).toDoubles();
    }

    @Override
    public void close() {
      executable.close();
      compiled.close();
      memory.close();
    }
  }
}
