package org.vae4j.examples.prior;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.Vae;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.model.Prior;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.prior.StandardNormal;
import org.vae4j.train.Training;

final class OwnPriorModule extends AbstractModule {
  private final Arguments arguments;

  OwnPriorModule(Arguments arguments) {
    this.arguments = arguments;
  }

  @Provides
  Path folder() throws IOException {
    return arguments.folder();
  }

  @Provides
  @Singleton
  Dataset clusters() {
    return Clusters.of(2000, 1);
  }

  @Provides
  @Named("standard")
  Vae standard(Dataset clusters) {
    return with(new StandardNormal(), clusters);
  }

  @Provides
  @Named("mixture")
  Vae mixture(Dataset clusters) {
    return with(MixturePrior.of(10), clusters);
  }

  private static Vae with(Prior prior, Dataset clusters) {
    return Vae.builder(clusters.schema())
        .encoder(Mlp.of(32), DiagonalNormalHead.of(2))
        .prior(prior)
        .decoder(Mlp.of(32), NormalHead.perFeature())
        .build();
  }

  @Provides
  Training training() {
    return Training.builder().epochs(100).batchSize(64).seed(1).build();
  }
}
