package org.vae4j.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Images;
import org.vae4j.examples.Run;
import org.vae4j.train.Training;

class DigitsTest {
  private static final Training SHORT = Training.builder().epochs(2).batchSize(16).seed(1).build();

  @TempDir Path folder;

  @Test
  void doesWhatOneDoesWithAVae() throws IOException {
    Run run = digits(Images.bars(32, folder.resolve("bars-idx3-ubyte")));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("32 images: ELBO -");
    assertThat(ImageIO.read(folder.resolve("samples.png").toFile()).getWidth()).isEqualTo(71);
    assertThat(ImageIO.read(folder.resolve("line.png").toFile()).getHeight()).isEqualTo(8);
    assertThat(Dataset.open(folder.resolve("reconstructed.npy")).rows()).isEqualTo(32);
    try (VaeModel model = VaeModel.load(folder.resolve("digits.vae"))) {
      assertThat(model.history()).hasSize(2);
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path whole = Images.bars(32, folder.resolve("bars-idx3-ubyte"));
    Path half = folder.resolve("half-idx3-ubyte");
    Files.write(half, Arrays.copyOf(Files.readAllBytes(whole), 1000));

    Run run = digits(half);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("half-idx3-ubyte").hasLineCount(1);
    assertThat(folder.resolve("digits.vae")).doesNotExist();
  }

  @Test
  void saysWhichFileIsMissing() {
    Run run = digits(folder.resolve("none-idx3-ubyte"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("none-idx3-ubyte").hasLineCount(1);
  }

  private Run digits(Path images) {
    Arguments arguments = Arguments.of(folder.toString(), images.toString());
    return Run.of(Digits.class, new DigitsModule(arguments), SHORT);
  }
}
