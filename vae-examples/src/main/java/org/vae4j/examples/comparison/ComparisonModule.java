package org.vae4j.examples.comparison;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.Vae;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.loss.Autoencoder;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Loss;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.train.Training;

final class ComparisonModule extends AbstractModule {
  private final Arguments arguments;

  ComparisonModule(Arguments arguments) {
    this.arguments = arguments;
  }

  @Provides
  Path folder() throws IOException {
    return arguments.folder();
  }

  @Provides
  @Singleton
  Dataset images() throws IOException {
    return arguments.images(5000);
  }

  @Provides
  @Named("autoencoder")
  Vae autoencoder(Dataset images) {
    return withLoss(new Autoencoder(), images);
  }

  @Provides
  @Named("vae")
  Vae vae(Dataset images) {
    return withLoss(Elbo.standard(), images);
  }

  private static Vae withLoss(Loss loss, Dataset images) {
    return Vae.builder(images.schema())
        .encoder(Mlp.of(256, 128), DiagonalNormalHead.of(2))
        .decoder(Mlp.of(128, 256), BernoulliHead.of())
        .loss(loss)
        .build();
  }

  @Provides
  Training training() {
    return Training.builder().epochs(20).seed(1).build();
  }
}
