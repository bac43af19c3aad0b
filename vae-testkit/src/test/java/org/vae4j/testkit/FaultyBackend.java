package org.vae4j.testkit;

import java.util.List;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.tensor.Variable;

/** The reference but for one fault, which a subclass puts where it overrides. */
abstract class FaultyBackend implements Backend {
  private final Backend reference = new ReferenceBackend();

  /** What is compiled in place of a program. */
  Program compiledAs(Program program) {
    return program;
  }

  /** What is bound in place of an executable. */
  Executable boundAs(Program program, Memory memory, Executable executable) {
    return executable;
  }

  @Override
  public BackendInfo info() {
    return reference.info();
  }

  @Override
  public Memory allocate(List<Variable> variables) {
    return reference.allocate(variables);
  }

  @Override
  public CompiledProgram compile(Program program) {
    CompiledProgram compiled = reference.compile(compiledAs(program));
    return new CompiledProgram() {
      @Override
      public Program program() {
        return program;
      }

      @Override
      public Executable bind(Memory memory) {
        return boundAs(program, memory, compiled.bind(memory));
      }

      @Override
      public void close() {
        compiled.close();
      }
    };
  }

  @Override
  public void close() {
    reference.close();
  }

  /** An executable that passes everything on, until a subclass does not. */
  static class Passing implements Executable {
    final Executable executable;

    Passing(Executable executable) {
      this.executable = executable;
    }

    @Override
    public HostBuffer input(String name) {
      return executable.input(name);
    }

    @Override
    public void run() {
      executable.run();
    }

    @Override
    public HostBuffer output(String name) {
      return executable.output(name);
    }

    @Override
    public void close() {
      executable.close();
    }
  }
}
