package org.vae4j.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * What a backend runs: a pure function of named inputs and variables, with named outputs and
 * updates of variables. Every read sees the value before the run. The updates are applied together,
 * and only if {@link #commitIf} is absent or not zero (NaN is not zero: make it a finite test), so
 * a step that went wrong changes nothing.
 *
 * <p>Building a program cleans it up: tensors that nothing needs are gone, equal ones are merged,
 * constants are folded. Inputs that nothing needs are gone as well: feed those in {@link
 * #inputs()}. Immutable.
 */
public final class Program {
  private final String name;
  private final List<Tensor> tensors;
  private final Map<String, Tensor> outputs;
  private final List<Update> updates;
  private final Optional<Tensor> commitIf;
  private final List<Tensor> inputs;
  private final List<Variable> variables;

  private Program(Builder builder) {
    requireOneGraph(builder);
    CleanUp cleanUp = new CleanUp();
    this.name = builder.name;
    Map<String, Tensor> cleanOutputs = new LinkedHashMap<>();
    builder.outputs.forEach((key, tensor) -> cleanOutputs.put(key, cleanUp.clean(tensor)));
    this.outputs = Collections.unmodifiableMap(cleanOutputs);
    this.updates = builder.updates.stream().map(update -> update.map(cleanUp::clean)).toList();
    this.commitIf = builder.commitIf.map(cleanUp::clean);
    List<Tensor> roots = new ArrayList<>(outputs.values());
    updates.forEach(update -> roots.addAll(update.operands()));
    commitIf.ifPresent(roots::add);
    this.tensors = live(roots);
    this.inputs = tensors.stream().filter(t -> t.operation() instanceof Source.Input).toList();
    Set<Variable> touched = new LinkedHashSet<>();
    for (Tensor tensor : tensors) {
      if (tensor.operation() instanceof Source.Read read) {
        touched.add(read.variable());
      }
    }
    updates.forEach(update -> touched.addAll(update.targets()));
    this.variables = List.copyOf(touched);
  }

  /** Starts a program. The name is for messages and listings, such as {@code train}. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name given to {@link #builder}. */
  public String name() {
    return name;
  }

  /** All tensors to compute, each after its operands. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /**
   * The tensors to feed before a run, each computed by a {@link Source.Input} that holds its name.
   */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** The variables that are read or updated. */
  public List<Variable> variables() {
    return variables;
  }

  /** What a run gives back, by name, in the order of declaration. */
  public Map<String, Tensor> outputs() {
    return outputs;
  }

  /** The changes of variables; no variable is a target twice. */
  public List<Update> updates() {
    return updates;
  }

  /** A scalar; where it is zero the updates are dropped. */
  public Optional<Tensor> commitIf() {
    return commitIf;
  }

  /** A line for each tensor, output and update, for people. */
  public List<String> listing() {
    List<String> lines = new ArrayList<>();
    for (Tensor tensor : tensors) {
      lines.add(tensor + operands(tensor.inputs()));
    }
    outputs.forEach((output, tensor) -> lines.add("output " + output + operands(List.of(tensor))));
    for (Update update : updates) {
      lines.add("update " + update.targets() + operands(update.operands()));
    }
    commitIf.ifPresent(tensor -> lines.add("commit if" + operands(List.of(tensor))));
    return lines;
  }

  private static String operands(List<Tensor> operands) {
    return operands.stream().map(x -> "t" + x.id()).collect(Collectors.joining(", ", " (", ")"));
  }

  @Override
  public String toString() {
    return "program '" + name + "' of " + tensors.size() + " tensors";
  }

  private static void requireOneGraph(Builder builder) {
    List<Tensor> given = new ArrayList<>(builder.outputs.values());
    builder.updates.forEach(update -> given.addAll(update.operands()));
    builder.commitIf.ifPresent(given::add);
    for (Tensor tensor : given) {
      if (tensor.graph() != given.get(0).graph()) {
        throw new IllegalArgumentException(
            "program '"
                + builder.name
                + "': expected tensors of one graph, got "
                + tensor
                + " of another than "
                + given.get(0)
                + "; trace all that a program gives in one graph");
      }
    }
  }

  private static List<Tensor> live(List<Tensor> roots) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("a program needs at least one output or update");
    }
    List<Tensor> recorded = roots.get(0).graph().tensors();
    boolean[] needed = new boolean[recorded.size()];
    roots.forEach(root -> needed[root.id()] = true);
    List<Tensor> live = new ArrayList<>();
    for (int id = recorded.size() - 1; id >= 0; id--) {
      if (needed[id]) {
        live.add(recorded.get(id));
        recorded.get(id).inputs().forEach(input -> needed[input.id()] = true);
      }
    }
    Collections.reverse(live);
    return List.copyOf(live);
  }

  /** Collects what a program gives and changes. */
  public static final class Builder {
    private final String name;
    private final Map<String, Tensor> outputs = new LinkedHashMap<>();
    private final List<Update> updates = new ArrayList<>();
    private final Set<Variable> targets = new LinkedHashSet<>();
    private Optional<Tensor> commitIf = Optional.empty();

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds a result.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public Builder output(String output, Tensor tensor) {
      if (outputs.putIfAbsent(output, tensor) != null) {
        throw new IllegalArgumentException(
            "program '" + name + "' already has an output '" + output + "'");
      }
      return this;
    }

    /**
     * Adds a change of variables.
     *
     * @throws IllegalArgumentException if one of its targets is changed already
     */
    public Builder update(Update update) {
      for (Variable target : update.targets()) {
        if (!targets.add(target)) {
          throw new IllegalArgumentException("program '" + name + "' already updates " + target);
        }
      }
      updates.add(update);
      return this;
    }

    /**
     * Makes the updates conditional on a FLOAT scalar.
     *
     * @throws IllegalArgumentException if it is no FLOAT scalar
     */
    public Builder commitIf(Tensor condition) {
      if (!condition.type().equals(TensorType.floats(Shape.scalar()))) {
        throw new IllegalArgumentException(
            "commitIf: expected a FLOAT scalar, got " + condition.type());
      }
      commitIf = Optional.of(condition);
      return this;
    }

    /**
     * The program.
     *
     * @throws IllegalArgumentException if it has neither outputs nor updates, or its tensors are of
     *     several graphs
     */
    public Program build() {
      return new Program(this);
    }
  }
}
