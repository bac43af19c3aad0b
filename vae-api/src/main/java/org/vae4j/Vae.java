package org.vae4j;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.data.Dataset;
import org.vae4j.error.DataException;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.model.Loss;
import org.vae4j.model.Model;
import org.vae4j.model.PosteriorHead;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.optimizer.Adam;
import org.vae4j.plugin.Definition;
import org.vae4j.prior.StandardNormal;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Scaling;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Trace;
import org.vae4j.train.Training;
import org.vae4j.train.TrainingPrograms;

/**
 * The definition of a variational autoencoder for one kind of data: its parts, without numbers.
 * Immutable.
 *
 * <pre>{@code
 * Dataset images = Dataset.idx(Path.of("train-images-idx3-ubyte.gz"));
 * Vae vae = Vae.builder(images.schema().withBinarization(true))
 *     .encoder(Mlp.of(400), DiagonalNormalHead.of(20))
 *     .decoder(Mlp.of(400), BernoulliHead.of())
 *     .build();
 * try (VaeModel model = vae.fit(images, Training.builder().epochs(10).seed(42).build())) {
 *   Dataset fresh = model.generate(64, 7);
 * }
 * }</pre>
 */
public final class Vae {
  private final DataSchema schema;
  private final Definition definition;
  private final Model model;
  private final boolean onUnitInterval;

  private Vae(DataSchema schema, Definition definition) {
    this.schema = schema;
    this.definition = definition;
    this.model =
        Model.of(shape(schema), definition.latent(), definition.decoder(), definition.loss());
    TrainingPrograms.step(model, Adam.standard(), 2);
    Scope root = new Trace(2, false).root();
    this.onUnitInterval = model.pass(model.batch(root), 1, root).likelihood().onUnitInterval();
  }

  private static Shape shape(DataSchema schema) {
    return schema
        .image()
        .map(image -> Shape.of(image.height(), image.width(), image.channels()))
        .orElseGet(() -> Shape.of(schema.width()));
  }

  /** Starts a definition for rows of this kind. */
  public static Builder builder(DataSchema schema) {
    return new Builder(schema);
  }

  /**
   * A definition read from JSON, for rows of this kind.
   *
   * @throws IllegalArgumentException if the parts do not fit each other or the rows
   */
  public static Vae of(Definition definition, DataSchema schema) {
    return new Vae(schema, definition);
  }

  /**
   * A definition read from JSON, for rows of this data, scaled and binarized as the definition
   * says.
   */
  public static Vae of(Definition definition, Dataset data) {
    Dataset scaled =
        switch (definition.input().scaling()) {
          case AUTO -> data;
          case NONE -> unscaled(data);
          case STANDARDIZE -> data.standardized();
          case UNIT_RANGE -> data.unitRange();
        };
    return new Vae(scaled.schema().withBinarization(definition.input().binarize()), definition);
  }

  /** An image's scaling is part of what it is. */
  private static Dataset unscaled(Dataset data) {
    DataSchema schema = data.schema();
    return schema.image().isPresent()
        ? data
        : data.withSchema(schema.withScalings(Collections.nCopies(schema.width(), Scaling.NONE)));
  }

  /** What a row of data is. */
  public DataSchema schema() {
    return schema;
  }

  /**
   * Rows as the model expects them, to be judged by its likelihood.
   *
   * @throws DataException if they are of another kind, or outside [0, 1] for a likelihood that is
   *     not defined there
   */
  Dataset conform(Dataset data) {
    Dataset rows = data.conformTo(schema);
    if (onUnitInterval && schema.image().isEmpty() && !schema.binarized()) {
      requireUnitInterval(rows);
    }
    return rows;
  }

  private void requireUnitInterval(Dataset rows) {
    float[] inputs = new float[rows.width()];
    for (int row = 0; row < rows.rows(); row++) {
      rows.inputs(row, inputs, 0);
      for (int column = 0; column < inputs.length; column++) {
        if (!(inputs[column] >= 0 && inputs[column] <= 1)) {
          throw new DataException(
              ("cannot use %s: the likelihood is for inputs in [0, 1], got %s in row %d, column"
                      + " \"%s\" after scaling; use a normal head, or input.scaling unit-range and"
                      + " rows in the range of the training data")
                  .formatted(rows.source(), inputs[column], row, schema.names().get(column)));
        }
      }
    }
  }

  /** The parts as they are saved. */
  public Definition definition() {
    return definition;
  }

  /** The parts as programs are traced from them. */
  public Model model() {
    return model;
  }

  /**
   * Trains on the default backend, which the model closes.
   *
   * @throws org.vae4j.error.DataException if the rows are not of the schema's kind
   * @throws org.vae4j.error.TrainingException if the loss is no longer finite
   * @throws org.vae4j.error.BackendException if there is no backend
   */
  public VaeModel fit(Dataset data, Training training) {
    return run(new TrainingSession(this, data, Optional.empty(), training, Backends.open(), true));
  }

  /**
   * Trains on the default backend, and evaluates other rows after each epoch; see {@link
   * #fit(Dataset, Training)}.
   */
  public VaeModel fit(Dataset data, Dataset validation, Training training) {
    return run(
        new TrainingSession(this, data, Optional.of(validation), training, Backends.open(), true));
  }

  /** Trains on a backend, which stays the caller's; see {@link #fit(Dataset, Training)}. */
  public VaeModel fit(Dataset data, Training training, Backend backend) {
    return run(training(data, training, backend));
  }

  /** Trains on a backend, which stays the caller's, and evaluates other rows after each epoch. */
  public VaeModel fit(Dataset data, Dataset validation, Training training, Backend backend) {
    return run(new TrainingSession(this, data, Optional.of(validation), training, backend, false));
  }

  private static VaeModel run(TrainingSession session) {
    try (session) {
      while (session.hasNext()) {
        session.step();
      }
      return session.finish();
    }
  }

  /** Training step by step, in the caller's own loop, on a backend that stays the caller's. */
  public TrainingSession training(Dataset data, Training training, Backend backend) {
    return new TrainingSession(this, data, Optional.empty(), training, backend, false);
  }

  /** Collects the parts. Each is set once. */
  public static final class Builder {
    private final DataSchema schema;
    private @Nullable LatentModel latent;
    private @Nullable Encoder encoder;
    private @Nullable Decoder decoder;
    private @Nullable Prior prior;
    private @Nullable Loss loss;

    private Builder(DataSchema schema) {
      this.schema = schema;
    }

    /** q(z|x): a network, and the posterior made of its features. */
    public Builder encoder(Layer network, PosteriorHead head) {
      return encoder(Encoder.of(network, head));
    }

    /** q(z|x). */
    public Builder encoder(Encoder encoder) {
      requireUnset("encoder", this.encoder);
      this.encoder = encoder;
      return this;
    }

    /** p(x|z): a network, and the likelihood made of its features. */
    public Builder decoder(Layer network, LikelihoodHead head) {
      return decoder(Decoder.of(network, head));
    }

    /** p(x|z). */
    public Builder decoder(Decoder decoder) {
      requireUnset("decoder", this.decoder);
      this.decoder = decoder;
      return this;
    }

    /** p(z); N(0, I) unless set. */
    public Builder prior(Prior prior) {
      requireUnset("prior", this.prior);
      this.prior = prior;
      return this;
    }

    /** Several stochastic layers, in place of an encoder and a prior. */
    public Builder latent(LatentModel latent) {
      requireUnset("latent model", this.latent);
      this.latent = latent;
      return this;
    }

    /** What training minimizes; the negative ELBO unless set. */
    public Builder loss(Loss loss) {
      requireUnset("loss", this.loss);
      this.loss = loss;
      return this;
    }

    /**
     * The definition. It is traced once, so parts that do not fit each other are refused here.
     *
     * @throws IllegalStateException if the encoder or the decoder is missing, or a latent model is
     *     set beside an encoder
     * @throws IllegalArgumentException if shapes do not fit; the message names the line
     */
    public Vae build() {
      if (latent != null && (encoder != null || prior != null)) {
        throw new IllegalStateException(
            "both a latent model and an "
                + (encoder != null ? "encoder" : "prior")
                + " are set; a latent model holds its own, set one of the two");
      }
      LatentModel joint = latent;
      if (joint == null) {
        Prior ownPrior = prior == null ? new StandardNormal() : prior;
        joint = new SingleLatent(required("encoder", encoder), ownPrior);
      }
      Loss ownLoss = loss == null ? Elbo.standard() : loss;
      return new Vae(schema, Definition.of(joint, required("decoder", decoder)).withLoss(ownLoss));
    }

    private static void requireUnset(String what, @Nullable Object part) {
      if (part != null) {
        throw new IllegalStateException(
            "the " + what + " was already set to " + part + "; set it once");
      }
    }

    private static <T> T required(String what, @Nullable T part) {
      if (part == null) {
        throw new IllegalStateException(
            "no " + what + " is set; call " + what + "(…) before build()");
      }
      return Objects.requireNonNull(part);
    }
  }
}
