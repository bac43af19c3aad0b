package org.vae4j.testkit;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.Model;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * p(z) = N(0, I), p(x|z) = N(W z, I), for which all is known: with P = I + WᵀW the posterior is
 * N(m, P⁻¹) where P m = Wᵀx, and the evidence is N(x; 0, I + W Wᵀ). The best q(z|x) of independent
 * dimensions is N(m, diag(P)⁻¹).
 */
final class LinearGaussian {
  private final int latent;
  private final int observed;
  private final double[][] weight;
  private final double[][] precision;
  private final double[][] factor;

  private LinearGaussian(int latent, int observed, double[][] weight) {
    this.latent = latent;
    this.observed = observed;
    this.weight = weight;
    this.precision = new double[latent][latent];
    for (int i = 0; i < latent; i++) {
      for (int j = 0; j < latent; j++) {
        precision[i][j] = i == j ? 1 : 0;
        for (double[] row : weight) {
          precision[i][j] += row[i] * row[j];
        }
      }
    }
    this.factor = cholesky(precision);
  }

  /** W ~ N(0, ¼), [observed, latent]. */
  static LinearGaussian of(int latent, int observed, long seed) {
    Random random = new Random(seed);
    double[][] weight = new double[observed][latent];
    for (double[] row : weight) {
      for (int i = 0; i < latent; i++) {
        row[i] = (float) (random.nextGaussian() / 2);
      }
    }
    return new LinearGaussian(latent, observed, weight);
  }

  /** The model with the best q(z|x) of independent dimensions; nothing is learned. */
  Model model() {
    Encoder encoder =
        (x, context) -> {
          Tensor mean = x.matmul(context.graph().literal(Shape.of(observed, latent), encoding()));
          double[] logVariance = new double[latent];
          for (int i = 0; i < latent; i++) {
            logVariance[i] = -Math.log(precision[i][i]);
          }
          Tensor fixed = context.graph().literal(Shape.of(latent), logVariance);
          return DiagonalNormalHead.posterior(mean, fixed.broadcastTo(mean.shape()));
        };
    Decoder decoder =
        (z, context) -> {
          Tensor w = context.graph().literal(Shape.of(observed, latent), flat(weight));
          Tensor mean = z.matmul(w.transposed());
          return DiagonalNormal.of(mean, mean.fill(0));
        };
    SingleLatent prior = new SingleLatent(encoder, new StandardNormal());
    return Model.of(Shape.of(observed), prior, decoder, Elbo.standard());
  }

  /** Rows drawn from the model, [count, observed]. */
  double[] rows(int count, long seed) {
    Random random = new Random(seed);
    double[] rows = new double[count * observed];
    for (int row = 0; row < count; row++) {
      double[] z = DoubleStream.generate(random::nextGaussian).limit(latent).toArray();
      for (int j = 0; j < observed; j++) {
        rows[row * observed + j] = (float) (random.nextGaussian() + dot(weight[j], z));
      }
    }
    return rows;
  }

  /** log N(x; 0, I + W Wᵀ), by det(I + W Wᵀ) = det P and (I + W Wᵀ)⁻¹ = I − W P⁻¹ Wᵀ. */
  double logEvidence(double[] rows, int row) {
    double squares = 0;
    double[] projected = new double[latent];
    for (int j = 0; j < observed; j++) {
      double x = rows[row * observed + j];
      squares += x * x;
      for (int i = 0; i < latent; i++) {
        projected[i] += weight[j][i] * x;
      }
    }
    squares -= dot(projected, solve(projected));
    return -0.5 * (observed * Math.log(2 * Math.PI) + logDeterminant() + squares);
  }

  /** KL(q ‖ posterior) = ½ (Σ log Pᵢᵢ − log det P), the same for every row. */
  double gap() {
    double sum = -logDeterminant();
    for (int i = 0; i < latent; i++) {
      sum += Math.log(precision[i][i]);
    }
    return sum / 2;
  }

  /**
   * Whether E_q[w²] is finite for w = p(x, z) / q(z|x): p²/q is a normal density up to a factor if
   * 2P − diag(P) is positive definite.
   */
  boolean weightsHaveFiniteVariance() {
    double[][] twice = new double[latent][latent];
    for (int i = 0; i < latent; i++) {
      for (int j = 0; j < latent; j++) {
        twice[i][j] = (i == j ? 1 : 2) * precision[i][j];
      }
    }
    double[][] lower = cholesky(twice); // NaN if it is not positive definite
    return IntStream.range(0, latent).allMatch(i -> lower[i][i] > 0);
  }

  /** The matrix of m = x·A, [observed, latent]. */
  private double[] encoding() {
    double[][] rows = new double[observed][];
    for (int j = 0; j < observed; j++) {
      rows[j] = solve(weight[j]);
    }
    return flat(rows);
  }

  private double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < latent; i++) {
      sum += 2 * Math.log(factor[i][i]);
    }
    return sum;
  }

  /** P⁻¹ b. */
  private double[] solve(double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < latent; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = latent - 1; i >= 0; i--) {
      for (int k = i + 1; k < latent; k++) {
        x[i] -= factor[k][i] * x[k];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }

  private static double[][] cholesky(double[][] a) {
    int size = a.length;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j] - dot(lower[i], lower[j]);
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
    }
    return lower;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
