package org.vae4j.tensor;

import java.util.Optional;

/**
 * The functions of one real number that have no good decomposition into others, each with its
 * derivative.
 */
public enum UnaryFunction {
  /** −x. */
  NEG((x, y, g) -> g.neg()),
  /** |x|; its derivative at 0 is 0. */
  ABS((x, y, g) -> g.times(x.sign())),
  /** −1, 0 or 1; not differentiated. */
  SIGN(null),
  /** eˣ. */
  EXP((x, y, g) -> g.times(y)),
  /** eˣ − 1, accurate near 0. */
  EXPM1((x, y, g) -> g.times(y.plus(1))),
  /** The natural logarithm; −∞ at 0, NaN below. */
  LOG((x, y, g) -> g.dividedBy(x)),
  /** log(1 + x), accurate near 0. */
  LOG1P((x, y, g) -> g.dividedBy(x.plus(1))),
  /** The square root; NaN below 0. */
  SQRT((x, y, g) -> g.dividedBy(y.times(2))),
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID((x, y, g) -> g.times(y).times(y.neg().plus(1))),
  /** The hyperbolic tangent. */
  TANH((x, y, g) -> g.times(y.times(y).neg().plus(1))),
  /** log(1 + eˣ), without overflow: max(x, 0) + log1p(e^−|x|). */
  SOFTPLUS((x, y, g) -> g.times(x.sigmoid())),
  /** The error function, 2/√π ∫₀ˣ e^−t² dt. */
  ERF((x, y, g) -> g.times(x.times(x).neg().exp()).times(2 / Math.sqrt(Math.PI))),
  /** 1 − erf(x), accurate for large x. */
  ERFC((x, y, g) -> g.times(x.times(x).neg().exp()).times(-2 / Math.sqrt(Math.PI))),
  /** log |Γ(x)|. */
  LGAMMA((x, y, g) -> g.times(x.digamma())),
  /** The largest whole number that is not above x; not differentiated. */
  FLOOR(null),
  /** The sine of x in radians. */
  SIN((x, y, g) -> g.times(x.cos())),
  /** The cosine of x in radians. */
  COS((x, y, g) -> g.times(x.sin()).neg()),
  /** 1 where x is neither infinite nor NaN, else 0; not differentiated. */
  IS_FINITE(null);

  private final Optional<Derivative> derivative;

  UnaryFunction(@org.jspecify.annotations.Nullable Derivative derivative) {
    this.derivative = Optional.ofNullable(derivative);
  }

  Optional<Derivative> derivative() {
    return derivative;
  }

  /** g · f′(x), where x is the argument and y = f(x). */
  interface Derivative {
    Tensor times(Tensor x, Tensor y, Tensor gradient);
  }
}
