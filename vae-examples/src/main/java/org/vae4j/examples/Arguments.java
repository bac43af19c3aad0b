package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vae4j.data.Dataset;
import org.vae4j.data.Sprites;
import org.vae4j.error.DataException;

/**
 * What a program was called with.
 *
 * @param values in their order
 */
public record Arguments(List<String> values) {
  /** Copies the values. */
  public Arguments {
    values = List.copyOf(values);
  }

  /** The arguments of {@code main}. */
  public static Arguments of(String... values) {
    return new Arguments(List.of(values));
  }

  /**
   * A file that must be named.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException if it is not
   */
  public Path file(int index, String what) {
    if (index >= values.size()) {
      throw new IllegalArgumentException(
          "argument %d: expected %s, got none; name it".formatted(index + 1, what));
    }
    return Path.of(values.get(index));
  }

  /**
   * The first argument: a folder to write into, made if it is not there.
   *
   * @throws IllegalArgumentException if it is not named
   * @throws IOException if it cannot be made
   */
  public Path folder() throws IOException {
    return Files.createDirectories(file(0, "the folder to write into"));
  }

  /**
   * The images of the file that is the second argument, or built-in ones if there is none.
   *
   * @param sprites how many built-in ones
   * @throws DataException if there is something else in the file
   * @throws IOException if the file cannot be read
   */
  public Dataset images(int sprites) throws IOException {
    if (values.size() < 2) {
      return Sprites.of(sprites, 1).images();
    }
    Path file = file(1, "a file of images");
    Dataset images = Dataset.open(file);
    if (images.schema().image().isEmpty()) {
      throw new DataException(
          "%s: expected images (IDX, or NPY of bytes), got %s; name another file"
              .formatted(file, images.schema()));
    }
    return images;
  }
}
