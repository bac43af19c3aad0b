package org.vae4j.loss;

import org.vae4j.model.ForwardPass;
import org.vae4j.model.Loss;
import org.vae4j.model.Objective;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Tensor;

/**
 * The evidence lower bound E_q[log p(x|z)] − KL(q(z|x) ‖ p(z)) (Kingma &amp; Welling 2014, equation
 * 3), with the KL term weighted by β in what is minimized (Higgins et al. 2017, equation 4). The
 * reported bound is always that of β = 1.
 *
 * @param beta β as training goes on, at least 0
 * @param samples codes drawn for each row
 */
public record Elbo(Schedule beta, int samples) implements Loss {
  /**
   * Checks β and the number of samples.
   *
   * @throws IllegalArgumentException if β starts below 0, or there is no sample
   */
  public Elbo {
    beta.requireNotNegative("ELBO beta");
    if (samples < 1) {
      throw new IllegalArgumentException("ELBO samples: expected at least 1, got " + samples);
    }
  }

  /** β = 1, one sample. */
  public static Elbo standard() {
    return beta(1);
  }

  /** A constant β, one sample. */
  public static Elbo beta(double beta) {
    return beta(Schedule.constant(beta));
  }

  /** A scheduled β, one sample. */
  public static Elbo beta(Schedule beta) {
    return new Elbo(beta, 1);
  }

  /** This loss with another number of samples. */
  public Elbo withSamples(int samples) {
    return new Elbo(beta, samples);
  }

  @Override
  public Objective evaluate(ForwardPass pass) {
    pass.requireReparameterized("the ELBO");
    Tensor reconstruction = pass.logLikelihood().meanOver(0);
    Tensor kl = pass.kl();
    Tensor weighted = reconstruction.minus(kl.times(pass.scalar("beta", beta)));
    return Objective.bound(reconstruction.minus(kl))
        .minimize(weighted.neg())
        .term("reconstruction", reconstruction)
        .term("kl", kl);
  }
}
