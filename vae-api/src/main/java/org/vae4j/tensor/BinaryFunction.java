package org.vae4j.tensor;

import java.util.List;

/** The functions of two numbers, each with its two partial derivatives. */
public enum BinaryFunction {
  /** a + b. */
  PLUS(Domain.ANY, (a, b, y, g) -> List.of(g, g)),
  /** a − b. */
  MINUS(Domain.ANY, (a, b, y, g) -> List.of(g, g.neg())),
  /** a · b. */
  TIMES(Domain.ANY, (a, b, y, g) -> List.of(g.times(b), g.times(a))),
  /** a / b. */
  DIVIDED_BY(Domain.FLOAT, (a, b, y, g) -> List.of(g.dividedBy(b), g.times(y).dividedBy(b).neg())),
  /** aᵇ; where a is 0 the derivative with respect to b is taken as 0. */
  POW(Domain.FLOAT, BinaryFunction::powGradients),
  /** The larger of two, NaN if either is; where they are equal each takes half of the gradient. */
  MAX(
      Domain.ANY,
      (a, b, y, g) -> {
        Tensor share = a.greaterThan(b).plus(a.equalTo(b).times(0.5));
        return List.of(g.times(share), g.times(share.neg().plus(1)));
      }),
  /** 1 where a &gt; b, else 0: a FLOAT mask; not differentiated. */
  GREATER_THAN(Domain.COMPARISON, (a, b, y, g) -> List.of()),
  /** 1 where a = b, else 0: a FLOAT mask; not differentiated. */
  EQUAL_TO(Domain.COMPARISON, (a, b, y, g) -> List.of()),
  /** The quotient rounded towards −∞, of whole numbers; division by 0 fails the run. */
  FLOOR_DIV(Domain.INT, (a, b, y, g) -> List.of()),
  /**
   * The remainder with the sign of the divisor, a − b·⌊a/b⌋, of whole numbers; division by 0 fails
   * the run.
   */
  MOD(Domain.INT, (a, b, y, g) -> List.of());

  /** What a function accepts and gives. */
  enum Domain {
    ANY,
    FLOAT,
    INT,
    COMPARISON
  }

  private final Domain domain;
  private final Derivatives derivatives;

  BinaryFunction(Domain domain, Derivatives derivatives) {
    this.domain = domain;
    this.derivatives = derivatives;
  }

  boolean accepts(DataType type) {
    return switch (domain) {
      case ANY, COMPARISON -> true;
      case FLOAT -> type == DataType.FLOAT;
      case INT -> type == DataType.INT;
    };
  }

  DataType result(DataType operands) {
    return domain == Domain.COMPARISON ? DataType.FLOAT : operands;
  }

  Derivatives derivatives() {
    return derivatives;
  }

  /** The gradients of a and b, where y = f(a, b). */
  interface Derivatives {
    List<Tensor> of(Tensor a, Tensor b, Tensor y, Tensor gradient);
  }

  /**
   * The masked points (exponent 0, base 0) are moved before the function, so that no 0·∞ arises in
   * any order.
   */
  private static List<Tensor> powGradients(Tensor a, Tensor b, Tensor y, Tensor g) {
    Tensor constant = b.equalTo(0);
    Tensor exponent = Tensor.where(constant, b.plus(1), b);
    Tensor byBase = Tensor.where(constant, b.times(0), b.times(a.pow(exponent.minus(1))));
    Tensor zero = a.equalTo(0);
    Tensor byExponent =
        Tensor.where(zero, a.times(0), y.times(Tensor.where(zero, a.plus(1), a).log()));
    return List.of(g.times(byBase), g.times(byExponent));
  }
}
