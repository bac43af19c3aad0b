package org.vae4j.backend.java;

import java.util.Locale;
import java.util.Optional;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.UnaryFunction;

/** What a loop can compute from the numbers at one place, with what it costs about. */
enum LoopFunction {
  /** The operand itself. */
  SAME(1, 0),
  NEG(1, 1),
  ABS(1, 1),
  SQRT(1, 4),
  SIGN(1, 2),
  FLOOR(1, 2),
  IS_FINITE(1, 2),
  EXPM1(1, 20),
  LOG(1, 20),
  LOG1P(1, 20),
  TANH(1, 20),
  ERF(1, 40),
  ERFC(1, 40),
  LGAMMA(1, 40),
  SIN(1, 40),
  COS(1, 40),
  POLYGAMMA(1, 40),
  PLUS(2, 1),
  MINUS(2, 1),
  TIMES(2, 1),
  DIVIDED_BY(2, 4),
  MAX(2, 1),
  POW(2, 60),
  GREATER_THAN(2, 2),
  EQUAL_TO(2, 2),
  /** (a, b, condition): a where the condition is not 0, else b. */
  WHERE(3, 2),
  /** max(x, 0), NaN where x is: {@code x.relu()} without a comparison. */
  RELU(1, 1),
  /**
   * (g, r) for an r ≥ 0: g where r is not 0, else 0. It is g limited to ±r·∞, since the JIT
   * compiler vectorizes that and not a choice; a NaN stays NaN.
   */
  GATE(2, 4),
  /** (x, sigmoid(x)): log(1 + eˣ) by arithmetic alone. */
  SOFTPLUS_BESIDE(2, 20);

  private final int arity;
  private final int cost;

  LoopFunction(int arity, int cost) {
    this.arity = arity;
    this.cost = cost;
  }

  /** How many operands there are. */
  int arity() {
    return arity;
  }

  /** About as many additions. */
  int cost() {
    return cost;
  }

  /** The function of an operation on FLOAT tensors, if loops have it. */
  static Optional<LoopFunction> of(Elementwise operation) {
    if (operation instanceof Elementwise.Unary unary) {
      return of(unary.function());
    } else if (operation instanceof Elementwise.Binary binary) {
      return of(binary.function());
    } else if (operation instanceof Elementwise.Where) {
      return Optional.of(WHERE);
    } else if (operation instanceof Elementwise.Polygamma) {
      return Optional.of(POLYGAMMA);
    }
    return Optional.empty();
  }

  private static Optional<LoopFunction> of(UnaryFunction function) {
    return switch (function) {
      case EXP, SIGMOID, SOFTPLUS -> Optional.empty(); // ExponentialStep is faster
      default -> Optional.of(valueOf(function.name()));
    };
  }

  private static Optional<LoopFunction> of(BinaryFunction function) {
    return switch (function) {
      case FLOOR_DIV, MOD -> Optional.empty();
      default -> Optional.of(valueOf(function.name()));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
