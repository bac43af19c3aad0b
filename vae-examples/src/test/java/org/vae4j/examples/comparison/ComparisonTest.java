package org.vae4j.examples.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Images;
import org.vae4j.examples.Run;
import org.vae4j.schema.Matrix;
import org.vae4j.train.Training;

class ComparisonTest {
  private static final Training SHORT = Training.builder().epochs(3).batchSize(16).seed(1).build();

  @TempDir Path folder;

  @Test
  void drawsThePictures() throws IOException {
    Path images = Images.bars(32, folder.resolve("bars-idx3-ubyte"));

    Run run = compare(images);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("autoencoder  squared error 0.").contains("VAE");
    assertThat(ImageIO.read(folder.resolve("reconstructions.png").toFile()).getHeight())
        .as("three lines of images of 8 pixels, and what is between them")
        .isEqualTo(26);
    assertThat(folder.resolve("samples.png")).isNotEmptyFile();
    assertThat(ImageIO.read(folder.resolve("codes.png").toFile()).getWidth()).isEqualTo(257);
  }

  @Test
  void mapsCodes() {
    Matrix codes = Matrix.of(new float[][] {{0, 0}, {0, 0}, {7.99f, 7.99f}, {-7.99f, 1}, {9, 0}});

    Dataset map = CodeMap.of(codes);

    float[] pixels = map.row(0).toArray();
    assertThat(pixels[64 * 128 + 64]).as("twice the origin").isEqualTo(255);
    assertThat(pixels[127]).as("on the right at the top").isEqualTo(161);
    assertThat(pixels[56 * 128]).as("on the left").isEqualTo(161);
    assertThat(CodeMap.shareWithin(3, codes)).isEqualTo(0.4);
  }

  @Test
  void refusesWhatAreNoImages() throws IOException {
    Path numbers = folder.resolve("numbers.csv");
    Files.writeString(numbers, "a,b\n0.1,0.2\n0.3,0.4\n");

    Run run = compare(numbers);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("expected images (IDX, or NPY of bytes), got 2 columns (a, b)");
  }

  private Run compare(Path images) {
    Arguments arguments = Arguments.of(folder.toString(), images.toString());
    return Run.of(Comparison.class, new ComparisonModule(arguments), SHORT);
  }
}
