package org.vae4j.examples.classic;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.Vae;
import org.vae4j.examples.Arguments;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.optimizer.Adam;
import org.vae4j.train.Training;

final class ClassicModule extends AbstractModule {
  private final Arguments arguments;

  ClassicModule(Arguments arguments) {
    this.arguments = arguments;
  }

  @Provides
  Path folder() throws IOException {
    return arguments.folder();
  }

  @Provides
  @Singleton
  Numbers numbers() {
    return Numbers.of(1000, 10, 1);
  }

  @Provides
  Vae vae(Numbers numbers) {
    return Vae.builder(numbers.training().schema())
        .encoder(Mlp.of(64, 32), DiagonalNormalHead.of(2))
        .decoder(Mlp.of(32, 64), NormalHead.perFeature())
        .build();
  }

  @Provides
  Training training() {
    return Training.builder().epochs(100).batchSize(32).optimizer(Adam.of(1e-3)).seed(1).build();
  }
}
