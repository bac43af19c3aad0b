package org.vae4j.tensor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a trace. Its mutable part is the names used in this visit, each with the line that
 * used it.
 */
final class TraceScope implements Scope {
  private final Trace trace;
  private final String path;
  private final int visit;
  private final Rows rows;
  private final Map<String, Tensor> inputs;
  private final Map<String, String> used = new HashMap<>();
  private final Set<String> sharedNames = new HashSet<>();

  /**
   * How the first axis comes about.
   *
   * @param samples how many samples are folded into it
   * @param each the rows of one sample
   * @param tied whether those are the rows of the batch, which noise and inputs belong to
   */
  private record Rows(int samples, int each, boolean tied) {}

  private TraceScope(Trace trace, String path, int visit, Rows rows, Map<String, Tensor> inputs) {
    this.trace = trace;
    this.path = path;
    this.visit = visit;
    this.rows = rows;
    this.inputs = inputs;
  }

  static TraceScope root(Trace trace, int rows, Map<String, Tensor> inputs) {
    return new TraceScope(trace, "", 0, new Rows(1, rows, true), Map.copyOf(inputs));
  }

  @Override
  public Graph graph() {
    return trace.graph();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int rows() {
    return rows.samples * rows.each;
  }

  @Override
  public boolean training() {
    return trace.training();
  }

  @Override
  public Tensor parameter(String name, Shape shape, Initializer initializer) {
    return trace.parameter(use(name), shape, initializer);
  }

  @Override
  public State state(String name, Shape shape, Initializer initializer) {
    String statePath = use(name);
    Tensor value = trace.state(statePath, shape, initializer);
    return new State() {
      @Override
      public Tensor value() {
        return value;
      }

      @Override
      public void update(Tensor next) {
        if (!next.shape().equals(shape)) {
          throw new IllegalArgumentException(
              "state '"
                  + statePath
                  + "': expected an update of shape "
                  + shape
                  + ", got "
                  + next.type()
                  + CallSite.suffix());
        }
        if (training() && visit == 0) {
          trace.stateUpdate(statePath, next);
        }
      }
    };
  }

  @Override
  public Tensor normal(String name, Shape event) {
    return noise(name, Trace.Noise.Kind.NORMAL, 1, event).reshape(Shape.of(rows()).concat(event));
  }

  @Override
  public Tensor normal(String name, int samples, Shape event) {
    return noise(name, Trace.Noise.Kind.NORMAL, samples, event);
  }

  @Override
  public Tensor uniform(String name, Shape event) {
    return noise(name, Trace.Noise.Kind.UNIFORM, 1, event).reshape(Shape.of(rows()).concat(event));
  }

  @Override
  public Tensor uniform(String name, int samples, Shape event) {
    return noise(name, Trace.Noise.Kind.UNIFORM, samples, event);
  }

  /**
   * Noise of shape [samples, rows] ++ event; samples folded into the rows are further samples of
   * the same rows.
   */
  private Tensor noise(String name, Trace.Noise.Kind kind, int samples, Shape event) {
    Shape shape = Shape.of(samples, rows()).concat(event);
    return rows.tied
        ? trace.noise(use(name), visit, kind, true, samples * rows.samples, event).reshape(shape)
        : trace.noise(use(name), visit, kind, false, 1, shape);
  }

  @Override
  public Tensor batchNormal(String name, Shape shape) {
    return trace.noise(use(name), visit, Trace.Noise.Kind.NORMAL, false, 1, shape);
  }

  @Override
  public Tensor scalar(String name, Schedule schedule) {
    return trace.scalar(use(name), schedule);
  }

  @Override
  public Optional<Tensor> input(String name) {
    return Optional.ofNullable(inputs.get(name)).map(input -> input.repeat(rows.samples));
  }

  @Override
  public void penalty(String name, Tensor value) {
    Shape shape = value.shape();
    if (!shape.equals(Shape.scalar()) && !shape.equals(Shape.of(rows()))) {
      throw new IllegalArgumentException(
          "penalty '"
              + name
              + "': expected a scalar or ["
              + rows()
              + "], got "
              + value.type()
              + CallSite.suffix());
    }
    trace.penalty(use(name), visit, perBatchRow(value));
  }

  /** Rows of all samples as rows of the batch, rows that are none of the batch as their mean. */
  private Tensor perBatchRow(Tensor value) {
    if (value.shape().rank() == 0 || (rows.tied && rows.samples == 1)) {
      return value;
    }
    return rows.tied ? value.reshape(rows.samples, rows.each).meanOver(0) : value.meanOver(0);
  }

  @Override
  public Scope child(String name) {
    return new TraceScope(trace, use(name), visit, rows, inputs);
  }

  @Override
  public Scope shared(String name) {
    String shared = sharedNames.add(name) ? use(name) : join(name);
    return new TraceScope(trace, shared, trace.visit(shared), rows, inputs);
  }

  @Override
  public Scope folding(int samples) {
    return new TraceScope(
        trace, path, visit, new Rows(samples * rows.samples, rows.each, rows.tied), inputs);
  }

  @Override
  public Scope detached(int count) {
    return new TraceScope(trace, path, visit, new Rows(1, count, false), Map.of());
  }

  @Override
  public Scope under(Map<String, Tensor> others) {
    return new TraceScope(trace, path, visit, rows, Map.copyOf(others));
  }

  private String use(String name) {
    String site = CallSite.current();
    String earlier = used.putIfAbsent(name, site);
    if (earlier != null) {
      throw new IllegalArgumentException(
          "'"
              + join(name)
              + "' is declared twice in one visit, at "
              + earlier
              + " and at "
              + site
              + "; give one another name, or visit a shared(name) scope again to reuse its"
              + " parameters");
    }
    return join(name);
  }

  private String join(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "name in scope '"
              + path
              + "': expected one without '/' and '#', got '"
              + name
              + "'"
              + CallSite.suffix());
    }
    return path.isEmpty() ? name : path + "/" + name;
  }
}
