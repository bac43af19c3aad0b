package org.vae4j.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of model code: the graph that it records and everything that it declares on the way. The
 * host reads the lists here to make the parameters, to draw the noise and to feed the scalars of a
 * compiled program.
 */
public final class Trace {
  /**
   * A trained array.
   *
   * @param variable its path and shape
   * @param initializer its values before training
   */
  public record Parameter(Variable variable, Initializer initializer) {}

  /**
   * Noise to feed.
   *
   * @param input the name of the graph's input
   * @param path where it was declared, the name included
   * @param visit which visit of a shared scope declared it, from 0
   * @param kind the distribution
   * @param tied to rows: the shape is {@code [samples, rows] ++ event} and each row has draws of
   *     its own; otherwise the shape is {@code event}, drawn once a step
   * @param samples draws for each row
   * @param event the shape of one draw
   */
  public record Noise(
      String input, String path, int visit, Kind kind, boolean tied, int samples, Shape event) {
    /** A distribution of noise. */
    public enum Kind {
      /** Standard normal. */
      NORMAL,
      /** Uniform on (0, 1). */
      UNIFORM
    }
  }

  /**
   * A scheduled number to feed.
   *
   * @param input the name of the graph's input
   * @param schedule its value over time
   */
  public record Scalar(String input, Schedule schedule) {}

  private final Graph graph = new Graph();
  private final int rows;
  private final boolean training;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Parameter> states = new LinkedHashMap<>();
  private final Map<String, Tensor> stateUpdates = new LinkedHashMap<>();
  private final List<Noise> noises = new ArrayList<>();
  private final Map<String, Scalar> scalars = new LinkedHashMap<>();
  private final Map<String, Tensor> scalarTensors = new LinkedHashMap<>();
  private final Map<String, Tensor> penalties = new LinkedHashMap<>();
  private final Map<String, Integer> visits = new LinkedHashMap<>();

  /**
   * Starts a trace.
   *
   * @param rows the exact number of rows of a batch
   * @param training whether this is a training step
   */
  public Trace(int rows, boolean training) {
    if (rows < 1) {
      throw new IllegalArgumentException("trace: expected at least one row, got " + rows);
    }
    this.rows = rows;
    this.training = training;
  }

  /** The outermost scope. Call it once. */
  public Scope root() {
    return TraceScope.root(this, rows, Map.of());
  }

  /** The outermost scope, in which {@link Scope#input} finds these. Call it once. */
  public Scope root(Map<String, Tensor> inputs) {
    return TraceScope.root(this, rows, inputs);
  }

  /** What is recorded. */
  public Graph graph() {
    return graph;
  }

  /** The number of rows of a batch. */
  public int rows() {
    return rows;
  }

  /** Whether this is a training step. */
  public boolean training() {
    return training;
  }

  /** The parameters by path, in the order of declaration. */
  public Map<String, Parameter> parameters() {
    return new LinkedHashMap<>(parameters);
  }

  /** The states by path, in the order of declaration. */
  public Map<String, Parameter> states() {
    return new LinkedHashMap<>(states);
  }

  /** What states become, by path; empty unless training. */
  public Map<String, Tensor> stateUpdates() {
    return new LinkedHashMap<>(stateUpdates);
  }

  /** The noise to feed. */
  public List<Noise> noises() {
    return List.copyOf(noises);
  }

  /** The scheduled numbers to feed. */
  public List<Scalar> scalars() {
    return List.copyOf(scalars.values());
  }

  /** The layers' own terms of the loss: scalars, or one value a row. */
  public Map<String, Tensor> penalties() {
    return new LinkedHashMap<>(penalties);
  }

  Tensor parameter(String path, Shape shape, Initializer initializer) {
    return declared(parameters, path, shape, initializer);
  }

  Tensor state(String path, Shape shape, Initializer initializer) {
    return declared(states, path, shape, initializer);
  }

  private Tensor declared(
      Map<String, Parameter> kind, String path, Shape shape, Initializer initializer) {
    Parameter parameter =
        kind.computeIfAbsent(path, p -> new Parameter(new Variable(p, shape), initializer));
    if (!parameter.variable().shape().equals(shape)) {
      throw new IllegalArgumentException(
          "'"
              + path
              + "': expected shape "
              + parameter.variable().shape()
              + " as in an earlier visit, got "
              + shape
              + CallSite.suffix());
    }
    return graph.read(parameter.variable());
  }

  void stateUpdate(String path, Tensor next) {
    if (stateUpdates.putIfAbsent(path, next) != null) {
      throw new IllegalStateException(
          "state '" + path + "' was already updated in this step" + CallSite.suffix());
    }
  }

  Tensor noise(String path, int visit, Noise.Kind kind, boolean tied, int samples, Shape event) {
    String input = "noise:" + path + "#" + visit;
    noises.add(new Noise(input, path, visit, kind, tied, samples, event));
    Shape shape = tied ? Shape.of(samples, rows).concat(event) : event;
    return graph.input(input, TensorType.floats(shape));
  }

  Tensor scalar(String path, Schedule schedule) {
    return scalarTensors.computeIfAbsent(
        path,
        p -> {
          Scalar scalar = new Scalar("scalar:" + p, schedule);
          scalars.put(p, scalar);
          return graph.input(scalar.input(), TensorType.floats(Shape.scalar()));
        });
  }

  void penalty(String path, int visit, Tensor value) {
    penalties.put(visit == 0 ? path : path + "#" + visit, value);
  }

  /** Counts the visits of a shared scope, from 0. */
  int visit(String path) {
    return visits.merge(path, 0, (visit, zero) -> visit + 1);
  }
}
