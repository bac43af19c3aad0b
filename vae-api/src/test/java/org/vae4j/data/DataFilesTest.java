package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DataException;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.ImageShape;
import org.vae4j.schema.Matrix;

class DataFilesTest {

  private static final int LINE_SHADE = 96;

  @TempDir private Path directory;

  private static Matrix random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    return Matrix.ofRows(
        rows,
        columns,
        (row, out) -> {
          for (int c = 0; c < out.length; c++) {
            out[c] = (float) random.nextGaussian();
          }
        });
  }

  private static Dataset images(int count, ImageShape shape) {
    Random random = new Random(count);
    Matrix pixels =
        Matrix.ofRows(
            count,
            shape.size(),
            (row, out) -> {
              for (int c = 0; c < out.length; c++) {
                out[c] = random.nextInt(256);
              }
            });
    return Dataset.of(pixels, DataSchema.image(shape));
  }

  @Test
  void writesCommaSeparatedText() throws IOException {
    Path file = directory.resolve("t.csv");
    Matrix values = Matrix.of(new float[][] {{1, -0.5f}, {1e-9f, 3e20f}});
    DataFiles.write(values, List.of("plain", "a \"b\", c"), file);

    assertThat(file).hasContent("plain,\"a \"\"b\"\", c\"\n1,-0.5\n1e-9,3e20\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.csv", "t.npy", "T.NPY"})
  void writesWhatReadsBack(String name) throws IOException {
    Dataset data = Dataset.of(random(101, 7, 1));
    Path file = directory.resolve(name);
    DataFiles.write(data, file);
    Dataset back = Dataset.open(file);

    assertThat(back.matrix()).isEqualTo(data.matrix());
    assertThat(back.schema().names()).isEqualTo(data.schema().names());
    assertThat(back.digest()).isEqualTo(data.digest());
  }

  @Test
  void writesAnArrayAsOthersExpectIt() throws IOException {
    Path file = directory.resolve("t.npy");
    DataFiles.write(Matrix.of(new float[][] {{1, 2}}), List.of("a", "b"), file);
    byte[] bytes = Files.readAllBytes(file);

    assertThat(bytes).hasSize(128 + 8);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }  ")
        .endsWith(" \n");
    assertThat(bytes[8]).isEqualTo((byte) 118);
    assertThat(bytes).endsWith(0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void writesImagesThatReadBackAsImages(int channels) throws IOException {
    byte[] content = new byte[3 * 2 * 5 * channels];
    new Random(1).nextBytes(content);
    int[] sizes = channels == 1 ? new int[] {3, 2, 5} : new int[] {3, 2, 5, channels};
    Path idx = Files.write(directory.resolve("t.idx"), TestFiles.idx(content, sizes));
    Dataset images = Dataset.open(idx).select(2, 0);
    Path file = directory.resolve("t.npy");
    DataFiles.write(images, file);
    Dataset back = Dataset.open(file);

    assertThat(back.schema()).isEqualTo(DataSchema.image(2, 5, channels));
    assertThat(back.digest()).isEqualTo(images.digest());
  }

  @Test
  void writesASheetOfTheGivenWidth() throws IOException {
    Path file = directory.resolve("sheet.png");
    DataFiles.writeSheet(images(7, new ImageShape(2, 3, 1)), 5, file);
    BufferedImage sheet = ImageIO.read(file.toFile());

    assertThat(sheet.getWidth()).isEqualTo(5 * 4 - 1);
    assertThat(sheet.getHeight()).isEqualTo(2 * 3 - 1);
    assertThatThrownBy(() -> DataFiles.writeSheet(images(1, new ImageShape(2, 3, 1)), 0, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 image across, got 0");
    assertThatThrownBy(() -> DataFiles.writeSheet(Dataset.of(random(1, 6, 1)), 2, file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected images for a picture");
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, true",
    "b/A.CSV.gz, true",
    "c.npy, true",
    "train-images-idx3-ubyte.gz, true",
    "c.npz, false",
    "README.md, false"
  })
  void knowsFilesByTheirNames(String name, boolean expected) {
    assertThat(DataFiles.recognizesName(Path.of(name))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 5, 3", "2, 3, 1", "7, 4, 3", "16, 28, 1", "17, 3, 1"})
  void writesImagesInAGrid(int count, int height, int channels) throws IOException {
    ImageShape shape = new ImageShape(height, height + 1, channels);
    Dataset data = images(count, shape);
    Path file = directory.resolve("t.png");
    DataFiles.write(data, file);
    BufferedImage sheet = ImageIO.read(file.toFile());

    Matrix pixels = data.matrix();
    int across = (int) Math.ceil(Math.sqrt(count));
    int down = (count + across - 1) / across;
    assertThat(sheet.getWidth()).isEqualTo(across * (shape.width() + 1) - 1);
    assertThat(sheet.getHeight()).isEqualTo(down * (shape.height() + 1) - 1);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        for (int channel = 0; channel < channels; channel++) {
          assertThat(sheet.getRaster().getSample(x, y, channel))
              .as("x %d, y %d, channel %d", x, y, channel)
              .isEqualTo(expected(pixels, shape, x, y, channel));
        }
      }
    }
  }

  private static int expected(Matrix pixels, ImageShape shape, int x, int y, int channel) {
    int across = (int) Math.ceil(Math.sqrt(pixels.rows()));
    int image = y / (shape.height() + 1) * across + x / (shape.width() + 1);
    int insideX = x % (shape.width() + 1);
    int insideY = y % (shape.height() + 1);
    if (insideX == shape.width() || insideY == shape.height() || image >= pixels.rows()) {
      return LINE_SHADE;
    }
    int index = (insideY * shape.width() + insideX) * shape.channels() + channel;
    return (int) pixels.get(image, index);
  }

  @Test
  void roundsPixels() throws IOException {
    Path file = directory.resolve("t.png");
    Matrix pixels = Matrix.of(1, 3, new float[] {0.4f, 254.6f, 127.5f});
    DataFiles.write(Dataset.of(pixels, DataSchema.image(1, 3, 1)), file);

    assertThat(ImageIO.read(file.toFile()).getRaster().getSamples(0, 0, 3, 1, 0, (int[]) null))
        .containsExactly(0, 255, 128);
  }

  @Test
  void refusesAPictureOfNumbers() throws IOException {
    Path file = directory.resolve("t.png");

    assertThatThrownBy(() -> DataFiles.write(Dataset.of(random(2, 3, 1)), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("t.png: expected images for a picture, got 3 columns (x1, x2, x3)");
    assertThatThrownBy(() -> DataFiles.write(random(1, 2, 1), List.of("z1", "z2"), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected images for a picture, got numbers");
    assertThatThrownBy(() -> DataFiles.write(images(1, new ImageShape(2, 2, 2)), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 (grey) or 3 (color) channels, got shape [2, 2, 2]");
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesOtherNames() throws IOException {
    assertThatThrownBy(
            () -> DataFiles.write(Dataset.of(random(2, 3, 1)), directory.resolve("t.xlsx")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("t.xlsx: expected a name that ends in .csv, .npy or .png");
    assertThatThrownBy(
            () -> DataFiles.write(random(2, 3, 1), List.of("a"), directory.resolve("t.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 3 column names, got 1");
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
