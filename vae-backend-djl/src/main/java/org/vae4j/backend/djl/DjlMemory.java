package org.vae4j.backend.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.tensor.Variable;

/** Variables as views of one array on the device, so that a snapshot is one copy. */
final class DjlMemory implements Memory {
  /**
   * Variables start where vector instructions like it, whatever comes before them: the same sums,
   * the same bits.
   */
  private static final long ALIGNMENT = 16;

  /** Elements of the array that holds all variables, room between variables included. */
  record Region(long from, long to) {}

  private final DjlBackend backend;
  private final List<Variable> variables;
  private final PtNDManager manager;
  private final PtNDArray all;
  private final Map<Variable, PtNDArray> views = new HashMap<>();
  private final Map<Variable, Region> places = new HashMap<>();
  private final Lifetime lifetime = new Lifetime("memory of the djl backend");

  DjlMemory(DjlBackend backend, List<Variable> variables) {
    this.backend = backend;
    this.variables = List.copyOf(variables);
    if (variables.stream().map(Variable::name).distinct().count() != variables.size()) {
      throw new IllegalArgumentException(
          "memory: expected variables of distinct names, got " + variables);
    }
    long total = variables.stream().mapToLong(DjlMemory::room).sum();
    manager = backend.newManager(backend.device());
    all = (PtNDArray) manager.zeros(new Shape(Math.max(1, total)), elements());
    long from = 0;
    for (Variable variable : byKind(variables)) {
      try (PtNDArray flat =
          JniUtils.slice(all, 0, from, from + variable.shape().elementCount(), 1)) {
        views.put(variable, JniUtils.reshape(flat, sizes(variable.shape())));
      }
      places.put(variable, new Region(from, from + room(variable)));
      from += room(variable);
    }
  }

  /**
   * Variables in the order of their names read from the last part to the first: all first moments
   * of an optimizer are side by side, in the order of their parameters.
   */
  private static List<Variable> byKind(List<Variable> variables) {
    return variables.stream()
        .sorted(
            Comparator.comparing(
                variable -> {
                  List<String> parts = Arrays.asList(variable.name().split("/"));
                  Collections.reverse(parts);
                  return String.join("/", parts);
                }))
        .toList();
  }

  private static long room(Variable variable) {
    return (variable.shape().elementCount() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static long[] sizes(org.vae4j.tensor.Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  /** What its numbers are. */
  DataType elements() {
    return backend.precision() == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
  }

  /** Whether this memory is of a backend. */
  boolean isOf(DjlBackend owner) {
    return backend == owner;
  }

  boolean holds(Variable variable) {
    return views.containsKey(variable);
  }

  /** The variable itself, not a copy. */
  PtNDArray view(Variable variable) {
    lifetime.requireOpen();
    PtNDArray view = views.get(variable);
    if (view == null) {
      throw new IllegalArgumentException(
          "variable "
              + variable
              + " is not held by this memory; it holds "
              + variables.size()
              + " others");
    }
    return view;
  }

  /** Where a variable lies. */
  Region region(Variable variable) {
    return Objects.requireNonNull(places.get(variable));
  }

  /** Elements of all variables as an array, not a copy. */
  PtNDArray slice(long from, long to) {
    return JniUtils.slice(all, 0, from, to, 1);
  }

  void requireOpen() {
    lifetime.requireOpen();
    backend.requireOpen();
  }

  @Override
  public List<Variable> variables() {
    requireOpen();
    return variables;
  }

  @Override
  public float[] read(Variable variable) {
    requireOpen();
    PtNDArray view = view(variable);
    float[] values = new float[variable.shape().elementCount()];
    if (backend.device().isGpu()) {
      try (PtNDArray host = view.toDevice(Device.cpu(), true)) {
        get(host, values);
      }
    } else {
      get(view, values);
    }
    return values;
  }

  @Override
  public void write(Variable variable, float[] values) {
    requireOpen();
    PtNDArray view = view(variable);
    int expected = variable.shape().elementCount();
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "write of " + variable + ": expected " + expected + " values, got " + values.length);
    }
    if (backend.device().isGpu()) {
      Shape shape = new Shape(sizes(variable.shape()));
      try (PtNDArray host = (PtNDArray) manager.create(shape, elements(), Device.cpu())) {
        put(host, values);
        backend.copy(view, host);
      }
    } else {
      put(view, values);
    }
  }

  /** Reads an array of the host through a view of its own memory. */
  private void get(PtNDArray host, float[] values) {
    ByteBuffer bytes = host.toByteBuffer(true);
    if (elements() == DataType.FLOAT32) {
      bytes.asFloatBuffer().get(values);
      return;
    }
    DoubleBuffer doubles = bytes.asDoubleBuffer();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles.get(i);
    }
  }

  private void put(PtNDArray host, float[] values) {
    ByteBuffer bytes = host.toByteBuffer(true);
    if (elements() == DataType.FLOAT32) {
      bytes.asFloatBuffer().put(values);
      return;
    }
    DoubleBuffer doubles = bytes.asDoubleBuffer();
    for (float value : values) {
      doubles.put(value);
    }
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    return new DjlSnapshot(this);
  }

  @Override
  public void restore(Snapshot snapshot) {
    requireOpen();
    if (!(snapshot instanceof DjlSnapshot other) || other.memory != this) {
      throw new IllegalArgumentException(
          "restore: expected a snapshot of this memory, got one of another");
    }
    other.lifetime.requireOpen();
    backend.copy(all, other.values);
  }

  @Override
  public void close() {
    if (lifetime.end()) {
      manager.close();
    }
  }

  private static final class DjlSnapshot implements Snapshot {
    private final DjlMemory memory;
    private final PtNDArray values;
    private final Lifetime lifetime = new Lifetime("snapshot of a djl backend's memory");

    DjlSnapshot(DjlMemory memory) {
      this.memory = memory;
      this.values = JniUtils.clone(memory.all);
    }

    @Override
    public void close() {
      if (lifetime.end()) {
        values.close();
      }
    }
  }
}
