package org.vae4j.benchmarks;

import java.util.Random;
import org.vae4j.Vae;
import org.vae4j.data.Dataset;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.schema.Matrix;

/** A network of the comparison, and rows for it; {@code peers/nets.py} has the same. */
enum Net {
  TINY(10, new int[] {64, 32}, 2, 32),
  M400(784, new int[] {400}, 20, 128),
  M512(784, new int[] {512, 256}, 32, 128),
  WIDE(784, new int[] {2048, 2048}, 64, 512);

  private final int width;
  private final int[] hidden;
  private final int latent;
  private final int batch;

  Net(int width, int[] hidden, int latent, int batch) {
    this.width = width;
    this.hidden = hidden;
    this.latent = latent;
    this.batch = batch;
  }

  int batch() {
    return batch;
  }

  /** All but the smallest are for binarized images. */
  private boolean binarized() {
    return this != TINY;
  }

  Vae vae(Dataset data) {
    int[] reversed = hidden.clone();
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = hidden[hidden.length - 1 - i];
    }
    LikelihoodHead head = binarized() ? BernoulliHead.of() : NormalHead.fixed(1);
    return Vae.builder(data.schema())
        .encoder(Mlp.of(hidden), DiagonalNormalHead.of(latent))
        .decoder(Mlp.of(reversed), head)
        .build();
  }

  /** Uniform numbers in [0, 1). */
  Dataset data(int rows) {
    Random random = new Random(0);
    Matrix values =
        Matrix.ofRows(
            rows,
            width,
            (row, out) -> {
              for (int i = 0; i < out.length; i++) {
                out[i] = random.nextFloat();
              }
            });
    Dataset data = Dataset.of(values);
    return data.withSchema(data.schema().withBinarization(binarized()));
  }
}
