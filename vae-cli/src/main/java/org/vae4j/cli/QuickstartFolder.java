package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.vae4j.io.FileAccess;

/**
 * What {@code vae quickstart} leaves behind, and what it says of it.
 *
 * @param path the folder
 */
record QuickstartFolder(Path path) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./-]*");

  /** Makes the folder if it is not there, and checks that each file in it can be written. */
  static QuickstartFolder create(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new IOException(
          "cannot make the folder %s: expected a place to write in, got %s; name another with --out"
              .formatted(path, e),
          e);
    }
    QuickstartFolder folder = new QuickstartFolder(path);
    for (Path file : folder.files()) {
      FileAccess.requireWritable(file);
    }
    return folder;
  }

  Path model() {
    return path.resolve("model.vae");
  }

  Path definition() {
    return path.resolve("definition.json");
  }

  Path reconstructions() {
    return path.resolve("reconstructions.png");
  }

  Path samples() {
    return path.resolve("samples.png");
  }

  Path traversals() {
    return path.resolve("traversals.png");
  }

  List<Path> files() {
    return List.of(model(), definition(), reconstructions(), samples(), traversals());
  }

  /** What is there, and commands that do more with it. */
  String guide(double elbo, int heldOut) {
    String model = " --model " + quoted(model());
    String sprites = " --data sprites --rows " + heldOut;
    return """
    ELBO of %d sprites that it was not trained on: %s nats

    %s
      model.vae            the model
      definition.json      what it is made of
      reconstructions.png  such sprites, and below each what the model made of its code
      samples.png          sprites that the model made up
      traversals.png       what each dimension of the code does, a line for each

    Try next
    """
            .formatted(heldOut, String.format(Locale.ROOT, "%.2f", elbo), path)
        + command("generate" + model + " --count 64 --seed 7", "more.png")
        + command("interpolate" + model + sprites + " --from 0 --to 1", "line.png")
        + command("traverse" + model + sprites + " --row 5", "moves.png")
        + command("encode" + model + sprites, "codes.csv")
        + command(
            "train --data sprites --definition " + quoted(definition()) + " --set loss.beta=4",
            "beta.vae");
  }

  private String command(String words, String out) {
    return "  ./vae " + words + " --out " + quoted(path.resolve(out)) + "\n";
  }

  /** A file name as a shell takes it. */
  private static String quoted(Path file) {
    String name = file.toString();
    return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
  }
}
