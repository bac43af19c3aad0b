package org.vae4j.plugin;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.loss.Autoencoder;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.model.Loss;
import org.vae4j.model.Optimizer;
import org.vae4j.model.PosteriorHead;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Activation;
import org.vae4j.network.BatchNorm;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Dropout;
import org.vae4j.network.Flatten;
import org.vae4j.network.LayerNorm;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.network.Sequential;
import org.vae4j.optimizer.Adam;
import org.vae4j.optimizer.AdamW;
import org.vae4j.optimizer.Sgd;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Schedule;

/** The components of this library. */
final class StandardComponents implements ComponentProvider {
  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public List<Component<?>> components() {
    List<Component<?>> components = new ArrayList<>();
    components.addAll(layers());
    for (Activation activation : Activation.values()) {
      components.add(Component.of(Layer.class, Forms.dashed(activation), activation));
    }
    components.addAll(parts());
    components.addAll(optimizers());
    components.addAll(numbers());
    return components;
  }

  private static List<Component<?>> layers() {
    return List.of(
        Component.of(Layer.class, "dense", Dense.of(1)).requiring("units"),
        Component.of(Layer.class, "mlp", Mlp.of()).requiring("hidden"),
        Component.of(Layer.class, "sequential", Sequential.of()).requiring("layers"),
        Component.of(Layer.class, "flatten", new Flatten()),
        Component.of(Layer.class, "dropout", Dropout.of(0.5)),
        Component.of(Layer.class, "batch-norm", BatchNorm.standard()),
        Component.of(Layer.class, "layer-norm", LayerNorm.standard()));
  }

  private static List<Component<?>> parts() {
    PosteriorHead normal = DiagonalNormalHead.of(1);
    LikelihoodHead bernoulli = BernoulliHead.of();
    Encoder encoder = Encoder.of(new Flatten(), normal);
    Decoder decoder = Decoder.of(new Flatten(), bernoulli);
    Prior prior = new StandardNormal();
    return List.of(
        Component.of(PosteriorHead.class, "diagonal-normal", normal).requiring("size"),
        Component.of(LikelihoodHead.class, "bernoulli", bernoulli),
        Component.of(LikelihoodHead.class, "normal", NormalHead.perFeature()),
        Component.of(Encoder.class, "network", encoder).requiring("network", "head").asDefault(),
        Component.of(Decoder.class, "network", decoder).requiring("network", "head").asDefault(),
        Component.of(Prior.class, "standard-normal", prior).asDefault(),
        Component.of(LatentModel.class, "single", new SingleLatent(encoder, prior))
            .requiring("encoder")
            .asDefault(),
        Component.of(Loss.class, "elbo", Elbo.standard()).asDefault(),
        Component.of(Loss.class, "autoencoder", new Autoencoder()));
  }

  private static List<Component<?>> optimizers() {
    return List.of(
        Component.of(Optimizer.class, "adam", Adam.standard()).asDefault(),
        Component.of(Optimizer.class, "adamw", AdamW.of(Adam.DEFAULT_LEARNING_RATE, 0.01)),
        Component.of(Optimizer.class, "sgd", Sgd.of(0.01)));
  }

  private static List<Component<?>> numbers() {
    return List.of(
        Component.of(Schedule.class, "constant", Schedule.constant(1)).requiring("value"),
        Component.of(Schedule.class, "linear", Schedule.linear(0, 1).overEpochs(1))
            .requiring("from", "to", "length"),
        Component.of(Initializer.class, "zeros", Initializer.zeros()).withoutFields(),
        Component.of(Initializer.class, "constant", Initializer.constant(1)).requiring("value"),
        Component.of(Initializer.class, "normal", Initializer.normal(1))
            .requiring("standardDeviation"),
        Component.of(Initializer.class, "glorot-uniform", Initializer.glorotUniform()),
        Component.of(Initializer.class, "he-normal", Initializer.heNormal()));
  }
}
