package org.vae4j.network;

import java.util.function.UnaryOperator;
import org.vae4j.model.Layer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/** The usual elementwise nonlinearities. */
public enum Activation implements Layer {
  /** x. */
  IDENTITY(x -> x),
  /** max(x, 0). */
  RELU(Tensor::relu),
  /** x, or x / 100 below 0. */
  LEAKY_RELU(x -> Tensor.where(x.greaterThan(0), x, x.times(0.01))),
  /** x, or eˣ − 1 below 0 (Clevert et al. 2016). */
  ELU(Activation::elu),
  /** x·Φ(x) with the normal distribution function Φ (Hendrycks &amp; Gimpel 2016). */
  GELU(x -> x.times(x.times(-Math.sqrt(0.5)).erfc()).times(0.5)),
  /** x·sigmoid(x). */
  SILU(x -> x.times(x.sigmoid())),
  /** log(1 + eˣ). */
  SOFTPLUS(Tensor::softplus),
  /** The hyperbolic tangent. */
  TANH(Tensor::tanh),
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID(Tensor::sigmoid);

  private final UnaryOperator<Tensor> function;

  Activation(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return function.apply(x);
  }

  /** Limited before expm1, which overflows; by choice, not by min, whose derivative at 0 is ½. */
  private static Tensor elu(Tensor x) {
    Tensor positive = x.greaterThan(0);
    return Tensor.where(positive, x, Tensor.where(positive, x.fill(0), x).expm1());
  }
}
