package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.vae4j.backend.Backend;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;

/** One operation on one set of operands: what a backend gives must be what the reference gives. */
record OperationCase(
    String name,
    Tolerance tolerance,
    Function<List<Tensor>, Tensor> function,
    List<Numbers> inputs) {

  /** Every operation of the set at awkward shapes and values. */
  static List<OperationCase> all() {
    List<OperationCase> all = new ArrayList<>();
    all.addAll(ElementwiseCases.all());
    all.addAll(ReductionCases.all());
    all.addAll(LayoutCases.all());
    all.addAll(IndexingCases.all());
    all.addAll(LinearAlgebraCases.all());
    return all;
  }

  /** A case of one operation applied to its operands. */
  static OperationCase caseOf(
      String detail, Tolerance tolerance, Operation operation, Numbers... inputs) {
    StringBuilder name = new StringBuilder(operation.label());
    for (Numbers input : inputs) {
      name.append(' ').append(input.type());
    }
    return new OperationCase(
        name + (detail.isEmpty() ? "" : ", " + detail),
        tolerance,
        x -> x.isEmpty() ? none() : x.get(0).graph().apply(operation, x.toArray(Tensor[]::new)),
        List.of(inputs));
  }

  private static Tensor none() {
    throw new IllegalArgumentException("an operation case needs an operand to find its graph");
  }

  /**
   * The operations of the set, functions told apart, that no case here and no whole program has.
   */
  static Set<String> operationsWithoutOne() {
    Set<String> missing = new TreeSet<>();
    addLeaves(Operation.class, missing);
    for (OperationCase each : all()) {
      Graph graph = new Graph();
      List<Tensor> operands = new ArrayList<>();
      each.inputs.forEach(x -> operands.add(graph.input("input" + operands.size(), x.type())));
      List<Tensor> traced = each.function.apply(operands).graph().tensors();
      traced.forEach(tensor -> missing.remove(key(tensor.operation())));
    }
    for (ProgramCase each : ProgramCases.all()) {
      each.program().tensors().forEach(tensor -> missing.remove(key(tensor.operation())));
    }
    return missing;
  }

  private static void addLeaves(Class<?> family, Set<String> keys) {
    if (family.isSealed()) {
      Arrays.stream(family.getPermittedSubclasses()).forEach(each -> addLeaves(each, keys));
    } else if (family == Elementwise.Unary.class) {
      Arrays.stream(UnaryFunction.values())
          .forEach(each -> keys.add(key(new Elementwise.Unary(each))));
    } else if (family == Elementwise.Binary.class) {
      Arrays.stream(BinaryFunction.values())
          .forEach(each -> keys.add(key(new Elementwise.Binary(each))));
    } else {
      keys.add(family.getSimpleName());
    }
  }

  private static String key(Operation operation) {
    if (operation instanceof Elementwise.Unary unary) {
      return unary.function().name();
    }
    return operation instanceof Elementwise.Binary binary
        ? binary.function().name()
        : operation.getClass().getSimpleName();
  }

  /** Compares a backend with the reference. */
  void check(Backend backend, Backend reference) {
    Numbers[] operands = inputs.toArray(Numbers[]::new);
    double[] actual = Numbers.run(backend, function, operands);
    double[] expected = Numbers.run(reference, function, operands);
    tolerance.in(backend.info().precision()).check(name + " of " + inputs, actual, expected);
  }
}
