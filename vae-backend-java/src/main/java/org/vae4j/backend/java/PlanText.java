package org.vae4j.backend.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.backend.Update;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/** A plan in words, a line for each unit and update. */
final class PlanText {
  private final FloatPlan plan;

  PlanText(FloatPlan plan) {
    this.plan = plan;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    long numbers = plan.buffers().stream().mapToLong(FloatPlan.Buffer::count).sum();
    String products = plan.blas().map(NativeBlas::name).orElse("the backend's own loops");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d units of work in %d buffers of %d numbers in all; matrix products by %s",
            plan.units().size(),
            plan.buffers().size(),
            numbers,
            products));
    for (Unit unit : plan.units()) {
      lines.add(name(unit.result()) + " " + unit.result().shape() + " = " + text(unit));
    }
    for (Update update : plan.program().updates()) {
      lines.add(text(update));
    }
    return lines;
  }

  private String text(Update update) {
    if (update instanceof Update.AdamUpdate adam) {
      return adam.parameter() + " and its moments ← Adam by " + name(adam.gradient());
    }
    Update.Assign assign = (Update.Assign) update;
    return assign.variable() + " ← " + name(assign.value());
  }

  private String text(Unit unit) {
    if (unit instanceof Unit.Loop loop) {
      String value = value(loop);
      return loop.code().sums()
          ? "loop: sums by " + loop.columns() + " of " + value
          : "loop: " + value;
    } else if (unit instanceof Unit.Product product) {
      LinearAlgebra.Matmul matmul = (LinearAlgebra.Matmul) product.product().operation();
      return "product: "
          + factor(product.product().input(0), matmul.transposeLeft())
          + " · "
          + factor(product.product().input(1), matmul.transposeRight())
          + addend(" + each row ", product.row())
          + addend(" + ", product.whole());
    }
    return unit.result().operation().label()
        + unit.reads().stream().map(this::name).collect(Collectors.joining(", ", "(", ")"));
  }

  private String factor(Tensor tensor, boolean transposed) {
    return name(tensor) + (transposed ? "ᵀ" : "");
  }

  private String addend(String sign, Optional<Tensor> addend) {
    return addend.map(tensor -> sign + name(tensor)).orElse("");
  }

  /** The value of a loop as one formula. */
  private String value(Unit.Loop loop) {
    List<String> values = new ArrayList<>();
    loop.reads().forEach(read -> values.add(name(read)));
    for (LoopCode.Instruction instruction : loop.code().instructions()) {
      List<String> operands = instruction.operands().stream().map(values::get).toList();
      values.add(
          switch (instruction.function()) {
            case SAME -> operands.get(0);
            case NEG -> "−" + operands.get(0);
            case PLUS -> "(" + String.join(" + ", operands) + ")";
            case MINUS -> "(" + String.join(" − ", operands) + ")";
            case TIMES -> "(" + String.join(" · ", operands) + ")";
            case DIVIDED_BY -> "(" + String.join(" / ", operands) + ")";
            default -> instruction.function() + "(" + String.join(", ", operands) + ")";
          });
    }
    return values.get(values.size() - 1);
  }

  private String name(Tensor shown) {
    Tensor tensor = plan.origin(shown);
    if (tensor.operation() instanceof Source.Input input) {
      return input.name();
    } else if (tensor.operation() instanceof Source.Read read) {
      return read.variable().name();
    } else if (tensor.operation() instanceof Source.Fill fill) {
      return Float.toString((float) fill.value());
    }
    return "t" + tensor.id();
  }
}
