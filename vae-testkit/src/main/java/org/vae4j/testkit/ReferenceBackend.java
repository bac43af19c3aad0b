package org.vae4j.testkit;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
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
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * The plainest backend: it walks through a program and computes each element in double precision as
 * its definition says. Others are compared with it, and it shows what a backend is; it is much too
 * slow to train with, and deliberately cannot be discovered.
 */
public final class ReferenceBackend implements Backend {
  private final Owner owner = new Owner("backend 'reference'");

  /** A backend that holds nothing yet. */
  public ReferenceBackend() {}

  /** Something that can be closed, once and for all. */
  private static final class Owner {
    private final String name;
    private volatile boolean closed;

    Owner(String name) {
      this.name = name;
    }

    void requireOpen() {
      if (closed) {
        throw new IllegalStateException(name + ": expected it to be open, got a use after close");
      }
    }

    void close() {
      closed = true;
    }
  }

  @Override
  public BackendInfo info() {
    owner.requireOpen();
    return new BackendInfo(
        "reference",
        "1",
        "cpu",
        1,
        Precision.FLOAT64,
        BackendInfo.Reproducibility.SAME_MACHINE,
        256);
  }

  @Override
  public Memory allocate(List<Variable> variables) {
    owner.requireOpen();
    return new Values(variables);
  }

  @Override
  public CompiledProgram compile(Program program) {
    owner.requireOpen();
    return new CompiledProgram() {
      @Override
      public Program program() {
        return program;
      }

      @Override
      public Executable bind(Memory memory) {
        return new Walk(program, (Values) memory);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    owner.close();
  }

  private static final class Values implements Memory {
    private final Owner owner = new Owner("memory");
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<Variable, double[]> values = new HashMap<>();

    Values(List<Variable> variables) {
      for (Variable variable : variables) {
        if (this.variables.put(variable.name(), variable) != null) {
          throw new IllegalArgumentException(
              "memory: expected each name once, got '" + variable.name() + "' again");
        }
        values.put(variable, new double[variable.shape().elementCount()]);
      }
    }

    double[] of(Variable variable) {
      double[] value = values.get(variable);
      if (value == null) {
        throw new IllegalArgumentException(
            "memory: expected one of " + variables() + ", got " + variable);
      }
      return value;
    }

    @Override
    public List<Variable> variables() {
      owner.requireOpen();
      return List.copyOf(variables.values());
    }

    @Override
    public float[] read(Variable variable) {
      owner.requireOpen();
      double[] value = of(variable);
      float[] copy = new float[value.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = (float) value[i];
      }
      return copy;
    }

    @Override
    public void write(Variable variable, float[] source) {
      owner.requireOpen();
      double[] value = of(variable);
      if (source.length != value.length) {
        throw new IllegalArgumentException(
            "write of "
                + variable
                + ": expected "
                + value.length
                + " values, got "
                + source.length);
      }
      for (int i = 0; i < value.length; i++) {
        value[i] = source[i];
      }
    }

    @Override
    public Snapshot snapshot() {
      owner.requireOpen();
      return new Copy(this);
    }

    @Override
    public void restore(Snapshot snapshot) {
      owner.requireOpen();
      if (!(snapshot instanceof Copy copy) || copy.of != this) {
        throw new IllegalArgumentException(
            "restore: expected a snapshot of this memory, got one of another");
      }
      copy.owner.requireOpen();
      copy.values.forEach((variable, value) -> values.put(variable, value.clone()));
    }

    @Override
    public void close() {
      owner.close();
    }
  }

  private static final class Copy implements Memory.Snapshot {
    private final Owner owner = new Owner("snapshot");
    private final Values of;
    private final Map<Variable, double[]> values = new HashMap<>();

    Copy(Values of) {
      this.of = of;
      of.values.forEach((variable, value) -> values.put(variable, value.clone()));
    }

    @Override
    public void close() {
      owner.close();
    }
  }

  private static final class Walk implements Executable {
    private final Owner owner;
    private final Program program;
    private final Values memory;
    private final Map<String, HostBuffer> inputs = new HashMap<>();
    private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();
    private final Map<Tensor, double[]> computed = new HashMap<>();

    Walk(Program program, Values memory) {
      this.owner = new Owner("executable of " + program);
      this.program = program;
      this.memory = memory;
      program.variables().forEach(memory::of);
      for (Tensor input : program.inputs()) {
        inputs.put(((Source.Input) input.operation()).name(), buffer(input.type()));
      }
      program.outputs().forEach((name, tensor) -> outputs.put(name, buffer(tensor.type())));
    }

    private static HostBuffer buffer(TensorType type) {
      int count = type.shape().elementCount();
      return type.dataType() == DataType.FLOAT
          ? HostBuffer.of(type, DoubleBuffer.allocate(count))
          : HostBuffer.of(type, IntBuffer.allocate(count));
    }

    @Override
    public HostBuffer input(String name) {
      return named("input", name, inputs);
    }

    @Override
    public HostBuffer output(String name) {
      return named("output", name, outputs);
    }

    private HostBuffer named(String kind, String name, Map<String, HostBuffer> buffers) {
      owner.requireOpen();
      HostBuffer buffer = buffers.get(name);
      if (buffer == null) {
        throw new IllegalArgumentException(
            program + ": expected an " + kind + " of " + buffers.keySet() + ", got '" + name + "'");
      }
      return buffer;
    }

    @Override
    public void run() {
      owner.requireOpen();
      for (Tensor tensor : program.tensors()) {
        computed.put(tensor, compute(tensor));
      }
      program.outputs().forEach((name, tensor) -> output(name).put(value(tensor)));
      if (program.commitIf().isEmpty() || value(program.commitIf().get())[0] != 0) {
        Map<Variable, double[]> next = new LinkedHashMap<>();
        program.updates().forEach(update -> apply(update, next));
        memory.values.putAll(next);
      }
    }

    private double[] value(Tensor tensor) {
      return Objects.requireNonNull(computed.get(tensor), tensor::toString);
    }

    private double[] compute(Tensor tensor) {
      if (tensor.operation() instanceof Source.Input input) {
        return input(input.name()).toDoubles();
      } else if (tensor.operation() instanceof Source.Read read) {
        return memory.of(read.variable()).clone();
      } else if (tensor.operation() instanceof Source.Fill fill) {
        double[] value = new double[tensor.shape().elementCount()];
        Arrays.fill(value, fill.value());
        return value;
      } else if (tensor.operation() instanceof Source.Literal literal) {
        double[] value = new double[tensor.shape().elementCount()];
        literal.values().get(value);
        return value;
      }
      return ReferenceKernels.compute(tensor, tensor.inputs().stream().map(this::value).toList());
    }

    private void apply(Update update, Map<Variable, double[]> next) {
      if (update instanceof Update.Assign assign) {
        next.put(assign.variable(), value(assign.value()).clone());
      } else if (update instanceof Update.AdamUpdate adam) {
        adam(adam, next);
      }
    }

    private void adam(Update.AdamUpdate adam, Map<Variable, double[]> next) {
      double[] theta = memory.of(adam.parameter()).clone();
      double[] m = memory.of(adam.firstMoment()).clone();
      double[] v = memory.of(adam.secondMoment()).clone();
      double[] g = value(adam.gradient());
      double rate = value(adam.learningRate())[0];
      double c1 = value(adam.biasCorrection1())[0];
      double c2 = value(adam.biasCorrection2())[0];
      for (int i = 0; i < theta.length; i++) {
        m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g[i];
        v[i] =
            adam.beta2() * v[i]
                + Update.AdamUpdate.SECOND_MOMENT_GUARD
                + (1 - adam.beta2()) * g[i] * g[i];
        double decay = rate * adam.weightDecay() * theta[i];
        theta[i] -= decay + rate * (m[i] / c1) / (Math.sqrt(v[i] / c2) + adam.epsilon());
      }
      next.put(adam.parameter(), theta);
      next.put(adam.firstMoment(), m);
      next.put(adam.secondMoment(), v);
    }

    @Override
    public void close() {
      owner.close();
    }
  }
}
