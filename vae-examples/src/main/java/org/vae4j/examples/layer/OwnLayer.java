package org.vae4j.examples.layer;

import com.google.inject.Inject;
import com.google.inject.name.Named;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.vae4j.Vae;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Example;
import org.vae4j.train.Training;
import org.vae4j.train.ValidationSplit;

/** A VAE with {@link GatedResidual} blocks beside one without them. */
public final class OwnLayer implements Example {
  private final Path folder;
  private final ValidationSplit images;
  private final Vae plain;
  private final Vae gated;
  private final Training training;

  @Inject
  OwnLayer(
      Path folder,
      ValidationSplit images,
      @Named("plain") Vae plain,
      @Named("gated") Vae gated,
      Training training) {
    this.folder = folder;
    this.images = images;
    this.plain = plain;
    this.gated = gated;
    this.training = training;
  }

  /** Takes the folder to write into and, if you like, a file of images. */
  public static void main(String... arguments) {
    OwnLayerModule module = new OwnLayerModule(Arguments.of(arguments));
    System.exit(Example.run(OwnLayer.class, module, System.out, System.err));
  }

  @Override
  public void run(PrintStream out) throws IOException {
    Path file = folder.resolve("gated.vae");
    try (VaeModel without = plain.fit(images.training(), training);
        VaeModel with = gated.fit(images.training(), training)) {
      out.print(with.summary());
      report(out, "without the blocks", without);
      report(out, "with them", with);
      with.save(file);
    }
    try (VaeModel loaded = VaeModel.load(file)) {
      report(out, "loaded by name", loaded);
    }
  }

  private void report(PrintStream out, String name, VaeModel model) {
    Dataset held = images.validation();
    out.printf(
        Locale.ROOT,
        "%-18s ELBO of %d images not trained on: %.2f%n",
        name,
        held.rows(),
        model.evaluate(held, 1, 1).elbo());
  }
}
