package org.vae4j.backend.nd4j;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Memory;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** Variables in arrays of ND4J, one for each. */
final class Nd4jMemory implements Memory {
  private final Nd4jBackend backend;
  private final Map<Variable, Operand> operands;
  private final Lifetime lifetime = new Lifetime("memory of the nd4j backend");

  Nd4jMemory(Nd4jBackend backend, List<Variable> variables) {
    this.backend = backend;
    if (variables.stream().map(Variable::name).distinct().count() != variables.size()) {
      throw new IllegalArgumentException(
          "memory: expected variables of distinct names, got " + variables);
    }
    this.operands = fresh(variables);
  }

  private Map<Variable, Operand> fresh(Iterable<Variable> variables) {
    Map<Variable, Operand> fresh = new LinkedHashMap<>();
    for (Variable variable : variables) {
      fresh.put(
          variable, Operand.zeros(TensorType.floats(variable.shape()), backend.info().precision()));
    }
    return fresh;
  }

  /** Whether this memory is of a backend. */
  boolean isOf(Nd4jBackend owner) {
    return backend == owner;
  }

  boolean holds(Variable variable) {
    return operands.containsKey(variable);
  }

  /** The variable itself, not a copy. */
  Operand operand(Variable variable) {
    Operand operand = operands.get(variable);
    if (operand == null) {
      throw new IllegalArgumentException(
          "variable "
              + variable
              + " is not held by this memory; it holds "
              + operands.size()
              + " others");
    }
    return operand;
  }

  void requireOpen() {
    lifetime.requireOpen();
    backend.requireOpen();
  }

  @Override
  public List<Variable> variables() {
    requireOpen();
    return List.copyOf(operands.keySet());
  }

  @Override
  public float[] read(Variable variable) {
    requireOpen();
    Operand operand = operand(variable);
    float[] values = new float[operand.count()];
    if (operand.numbers() instanceof FloatBuffer floats) {
      floats.get(0, values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) operand.get(i);
      }
    }
    return values;
  }

  @Override
  public void write(Variable variable, float[] values) {
    requireOpen();
    Operand operand = operand(variable);
    if (values.length != operand.count()) {
      throw new IllegalArgumentException(
          "write of "
              + variable
              + ": expected "
              + operand.count()
              + " values, got "
              + values.length);
    }
    if (operand.numbers() instanceof FloatBuffer floats) {
      floats.put(0, values);
    } else {
      for (int i = 0; i < values.length; i++) {
        operand.set(i, values[i]);
      }
    }
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    return new Copy();
  }

  @Override
  public void restore(Snapshot snapshot) {
    requireOpen();
    if (!(snapshot instanceof Copy copy) || copy.memory() != this) {
      throw new IllegalArgumentException(
          "restore: expected a snapshot of this memory, got one of another");
    }
    copy.lifetime.requireOpen();
    copyAll(copy.copies, operands);
  }

  private static void copyAll(Map<Variable, Operand> from, Map<Variable, Operand> to) {
    from.forEach(
        (variable, source) -> requireNonNull(to.get(variable)).copy(0, source, 0, source.count()));
  }

  @Override
  public void close() {
    if (lifetime.end()) {
      operands.values().forEach(Operand::close);
    }
  }

  private final class Copy implements Snapshot {
    private final Map<Variable, Operand> copies = fresh(operands.keySet());
    private final Lifetime lifetime = new Lifetime("snapshot of a nd4j backend's memory");

    Copy() {
      copyAll(operands, copies);
    }

    Nd4jMemory memory() {
      return Nd4jMemory.this;
    }

    @Override
    public void close() {
      if (lifetime.end()) {
        copies.values().forEach(Operand::close);
      }
    }
  }
}
