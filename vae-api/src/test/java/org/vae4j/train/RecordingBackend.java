package org.vae4j.train;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendInfo;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** Computes nothing: every result is 0. Keeps a fingerprint of what each run was fed, if asked. */
final class RecordingBackend implements Backend {
  private final boolean records;
  private final List<Integer> fed = new ArrayList<>();

  RecordingBackend(boolean records) {
    this.records = records;
  }

  /** Of each run, the hash of all its inputs. */
  List<Integer> fed() {
    return fed;
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "recording",
        "fake",
        "cpu",
        1,
        Precision.FLOAT32,
        BackendInfo.Reproducibility.EXACT_EVERYWHERE,
        64);
  }

  @Override
  public Memory allocate(List<Variable> variables) {
    return new Zeros(List.copyOf(variables));
  }

  @Override
  public CompiledProgram compile(Program program) {
    return new Compiled(program);
  }

  @Override
  public void close() {}

  private record Zeros(List<Variable> variables) implements Memory {
    @Override
    public float[] read(Variable variable) {
      return new float[variable.shape().elementCount()];
    }

    @Override
    public void write(Variable variable, float[] values) {}

    @Override
    public Snapshot snapshot() {
      return () -> {};
    }

    @Override
    public void restore(Snapshot snapshot) {}

    @Override
    public void close() {}
  }

  private final class Compiled implements CompiledProgram {
    private final Program program;

    Compiled(Program program) {
      this.program = program;
    }

    @Override
    public Program program() {
      return program;
    }

    @Override
    public Executable bind(Memory memory) {
      return new Bound(program);
    }

    @Override
    public void close() {}
  }

  private final class Bound implements Executable {
    private final Map<String, HostBuffer> inputs = new LinkedHashMap<>();
    private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();

    Bound(Program program) {
      for (Tensor input : program.inputs()) {
        inputs.put(((Source.Input) input.operation()).name(), buffer(input.type()));
      }
      program.outputs().forEach((name, output) -> outputs.put(name, buffer(output.type())));
    }

    private static HostBuffer buffer(TensorType type) {
      int count = type.shape().elementCount();
      return type.dataType() == DataType.FLOAT
          ? HostBuffer.of(type, FloatBuffer.allocate(count))
          : HostBuffer.of(type, IntBuffer.allocate(count));
    }

    @Override
    public HostBuffer input(String name) {
      return Objects.requireNonNull(inputs.get(name));
    }

    @Override
    public HostBuffer output(String name) {
      return Objects.requireNonNull(outputs.get(name));
    }

    @Override
    public void run() {
      if (records) {
        int hash = 0;
        for (HostBuffer input : inputs.values()) {
          hash = 31 * hash + Arrays.hashCode(input.toFloats());
        }
        fed.add(hash);
      }
    }

    @Override
    public void close() {}
  }
}
