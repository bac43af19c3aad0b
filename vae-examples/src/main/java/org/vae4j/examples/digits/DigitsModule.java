package org.vae4j.examples.digits;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.Vae;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.train.Training;

final class DigitsModule extends AbstractModule {
  private final Arguments arguments;

  DigitsModule(Arguments arguments) {
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
  Vae vae(Dataset images) {
    return Vae.builder(images.schema().withBinarization(true))
        .encoder(Mlp.of(400), DiagonalNormalHead.of(20))
        .decoder(Mlp.of(400), BernoulliHead.of())
        .build();
  }

  @Provides
  Training training() {
    return Training.builder().epochs(10).seed(1).build();
  }
}
