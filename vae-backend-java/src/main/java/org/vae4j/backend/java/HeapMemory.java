package org.vae4j.backend.java;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.backend.Memory;
import org.vae4j.tensor.Variable;

/** Variables in heap arrays, one for each. */
final class HeapMemory<A> implements Memory {
  private final HeapBackend<A> backend;
  private final Map<Variable, A> arrays = new LinkedHashMap<>();
  private final Lifetime lifetime = new Lifetime("a memory of the java backend");

  HeapMemory(HeapBackend<A> backend, List<Variable> variables) {
    this.backend = backend;
    Set<String> names = new LinkedHashSet<>();
    for (Variable variable : variables) {
      if (!names.add(variable.name())) {
        throw new IllegalArgumentException(
            "memory: expected variables of different names, got "
                + variable
                + " a second time; rename one");
      }
      arrays.put(variable, backend.engine().allocate(variable.shape().elementCount()));
    }
  }

  HeapBackend<A> backend() {
    return backend;
  }

  Lifetime lifetime() {
    return lifetime;
  }

  /**
   * The array of a variable.
   *
   * @throws IllegalArgumentException if it is not held here
   */
  A array(Variable variable) {
    lifetime.requireOpen();
    A array = arrays.get(variable);
    if (array == null) {
      throw new IllegalArgumentException(
          "memory: expected one of its variables, got "
              + variable
              + " (it holds "
              + arrays.keySet()
              + "); allocate the memory with it");
    }
    return array;
  }

  @Override
  public List<Variable> variables() {
    lifetime.requireOpen();
    return List.copyOf(arrays.keySet());
  }

  @Override
  public float[] read(Variable variable) {
    return backend.engine().toFloats(array(variable));
  }

  @Override
  public void write(Variable variable, float[] values) {
    A array = array(variable);
    int expected = variable.shape().elementCount();
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "write to " + variable + ": expected " + expected + " values, got " + values.length);
    }
    backend.engine().set(array, values);
  }

  @Override
  public Snapshot snapshot() {
    lifetime.requireOpen();
    return new Copy();
  }

  @Override
  public void restore(Snapshot snapshot) {
    lifetime.requireOpen();
    if (!(snapshot instanceof HeapMemory<?>.Copy copy) || copy.memory() != this) {
      throw new IllegalArgumentException(
          "restore: expected a snapshot of this memory, got one of another");
    }
    copy.restore();
  }

  @Override
  public void close() {
    lifetime.close();
  }

  private final class Copy implements Snapshot {
    private final Map<Variable, A> copies = new LinkedHashMap<>();
    private final Lifetime open = new Lifetime("a snapshot of the java backend");

    Copy() {
      arrays.forEach(
          (variable, array) -> {
            A copy = backend.engine().allocate(variable.shape().elementCount());
            copy(variable, array, copy);
            copies.put(variable, copy);
          });
    }

    HeapMemory<A> memory() {
      return HeapMemory.this;
    }

    void restore() {
      open.requireOpen();
      copies.forEach((variable, copy) -> copy(variable, copy, array(variable)));
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // A is always an array type
    private void copy(Variable variable, A from, A to) {
      System.arraycopy(from, 0, to, 0, variable.shape().elementCount());
    }

    @Override
    public void close() {
      open.close();
      copies.clear();
    }
  }
}
