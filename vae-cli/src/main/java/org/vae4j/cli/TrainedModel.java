package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.cli.Option;
import org.vae4j.VaeModel;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;

/**
 * What commands on a trained model share: its file, the backend that it runs on, the rows, the
 * output.
 */
final class TrainedModel {
  static final Option MODEL = CommandSpec.required("model", "FILE", "a model that vae train wrote");
  static final Option OUT_ROWS =
      CommandSpec.required("out", "FILE", "rows: .csv, .npy, or .png for images");

  private final Arguments arguments;
  private final Provider<Backend> backends;

  @Inject
  TrainedModel(Arguments arguments, Provider<Backend> backends) {
    this.arguments = arguments;
    this.backends = backends;
  }

  /** Work with the model; it is closed after that. */
  interface Task {
    void run(VaeModel model) throws IOException;
  }

  void use(Task task) throws IOException {
    try (Backend backend = backends.get();
        VaeModel model = VaeModel.load(arguments.path("model"), backend)) {
      task.run(model);
    }
  }

  Dataset data() throws IOException {
    return arguments.data();
  }

  /** Where the result goes, found to be writable before any work is done for it. */
  Path out() throws IOException {
    return arguments.output();
  }
}
