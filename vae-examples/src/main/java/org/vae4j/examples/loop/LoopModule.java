package org.vae4j.examples.loop;

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
import org.vae4j.optimizer.Adam;
import org.vae4j.train.Training;

final class LoopModule extends AbstractModule {
  private static final int EPOCHS = 60;

  private final Arguments arguments;

  LoopModule(Arguments arguments) {
    this.arguments = arguments;
  }

  @Provides
  Path folder() throws IOException {
    return arguments.folder();
  }

  @Provides
  @Singleton
  Dataset images() throws IOException {
    return arguments.images(2000);
  }

  @Provides
  Vae vae(Dataset images) {
    return Vae.builder(images.schema())
        .encoder(Mlp.of(128), DiagonalNormalHead.of(10))
        .decoder(Mlp.of(128), BernoulliHead.of())
        .build();
  }

  @Provides
  Training training() {
    return Training.builder()
        .epochs(EPOCHS)
        .batchSize(100)
        .validationFraction(0.1)
        .optimizer(Adam.of(new CosineDecay(2e-3, EPOCHS)))
        .seed(1)
        .build();
  }
}
