package org.vae4j.examples.layer;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.Vae;
import org.vae4j.examples.Arguments;
import org.vae4j.model.Layer;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.Sequential;
import org.vae4j.train.Training;
import org.vae4j.train.ValidationSplit;

final class OwnLayerModule extends AbstractModule {
  private final Arguments arguments;

  OwnLayerModule(Arguments arguments) {
    this.arguments = arguments;
  }

  @Provides
  Path folder() throws IOException {
    return arguments.folder();
  }

  @Provides
  @Singleton
  ValidationSplit images() throws IOException {
    return ValidationSplit.of(arguments.images(5000), 0.1, 1);
  }

  @Provides
  @Named("plain")
  Vae plain(ValidationSplit images) {
    return with(Mlp.of(128), images);
  }

  @Provides
  @Named("gated")
  Vae gated(ValidationSplit images) {
    Layer blocks = Sequential.of(Mlp.of(128), GatedResidual.of(64), GatedResidual.of(64));
    return with(blocks, images);
  }

  private static Vae with(Layer network, ValidationSplit images) {
    return Vae.builder(images.training().schema().withBinarization(true))
        .encoder(network, DiagonalNormalHead.of(10))
        .decoder(network, BernoulliHead.of())
        .build();
  }

  @Provides
  Training training() {
    return Training.builder().epochs(10).seed(1).build();
  }
}
