package org.vae4j.examples.application;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;

final class ScoringModule extends AbstractModule {
  private final Arguments arguments;

  ScoringModule(Arguments arguments) {
    this.arguments = arguments;
  }

  @Provides
  @Singleton
  Settings settings() throws IOException {
    return Settings.read(arguments.file(0, "the file of settings"));
  }

  @Provides
  Dataset rows() throws IOException {
    return Dataset.open(arguments.file(1, "the file of rows to score"));
  }

  @Provides
  @Singleton
  Backend backend(Settings settings) {
    return settings
        .backend()
        .map(id -> Backends.open(id, settings.options()))
        .orElseGet(() -> Backends.open(settings.options()));
  }

  @Provides
  @Singleton
  VaeModel model(Settings settings, Backend backend) throws IOException {
    return VaeModel.load(settings.model(), backend);
  }
}
