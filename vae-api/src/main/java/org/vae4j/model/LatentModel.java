package org.vae4j.model;

import java.util.List;
import org.vae4j.tensor.Tensor;

/**
 * The latent variables of a model and how they hang together. One encoder and one prior is the
 * usual case, {@link SingleLatent}; a ladder of stochastic layers is another.
 */
public interface LatentModel {
  /**
   * Draws all latent variables for given data.
   *
   * @param batch the data
   * @param samples draws for each row
   * @param context the model's root scope; the same names as in {@link #generate}
   */
  Inference infer(Batch batch, int samples, Context context);

  /**
   * Draws a code for each row from the prior.
   *
   * @return what the decoder sees, {@code [rows] ++ code}
   */
  Tensor generate(Context context);

  /**
   * The latent variables of given data.
   *
   * @param latents all of them
   * @param code what the decoder sees, {@code [samples, rows] ++ code}
   * @param representative the code that stands for each row, without noise, {@code [rows] ++ code}
   */
  record Inference(List<Latent> latents, Tensor code, Tensor representative) {
    /** Copies the list. */
    public Inference {
      latents = List.copyOf(latents);
    }
  }
}
