package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.ModelFormatException;
import org.vae4j.schema.DataSchema;
import org.vae4j.tensor.Shape;

class ModelFileTest {

  @TempDir private Path directory;

  private static ModelFile model() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("definition", Map.of("latent", 2, "layers", List.of(3, 2)));
    description.put("schema", SchemaJson.write(DataSchema.image(1, 2, 1)));
    description.put("elbo", -1.25);
    return ModelFile.of(
        description,
        Map.of(
            "encoder/weight", TensorData.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
            "encoder/bias", TensorData.of(Shape.of(3), -1, 0.5f, 1e-9f)));
  }

  private static ModelFile checkpoint() {
    return model()
        .withCheckpoint(
            new ModelFile.Checkpoint(
                Map.of("epoch", 3L), Map.of("adam/m", TensorData.of(Shape.of(1), 7))));
  }

  private Path path() {
    return directory.resolve("m.vae");
  }

  private void refuses(byte[] bytes, String message) throws IOException {
    Path file = Files.write(path(), bytes);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("cannot read " + file)
        .hasMessageContaining(message)
        .hasMessageContaining("; ");
  }

  private byte[] bytes(ModelFile model) throws IOException {
    model.write(path());
    return Files.readAllBytes(path());
  }

  /** A zip of (name, content) pairs. */
  private static byte[] zip(boolean stored, Object... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        byte[] content =
            entries[i + 1] instanceof byte[] raw
                ? raw
                : entries[i + 1].toString().getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry((String) entries[i]);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setMethod(stored ? ZipEntry.STORED : ZipEntry.DEFLATED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] weights() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.of(Map.of("w", TensorData.of(Shape.of(1000), new float[1000]))).writeTo(out);
    return out.toByteArray();
  }

  @Test
  void comesBack() throws IOException {
    model().write(path());

    assertThat(ModelFile.read(path())).isEqualTo(model());
    assertThat(ModelFile.read(path()).description().keySet())
        .containsExactly("definition", "schema", "elbo");
  }

  @Test
  void comesBackWithItsTraining() throws IOException {
    checkpoint().write(path());

    assertThat(ModelFile.readCheckpoint(path())).isEqualTo(checkpoint());
    assertThat(ModelFile.read(path())).isEqualTo(model());
  }

  @Test
  void saysThatThereIsNoTraining() throws IOException {
    model().write(path());

    assertThatThrownBy(() -> ModelFile.readCheckpoint(path()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "expected a checkpoint, got a model without the state of its training");
  }

  @Test
  void hasTheSameBytesForTheSameContent() throws IOException {
    byte[] first = bytes(checkpoint());
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertThat(bytes(checkpoint())).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  /** Written by format version 1; later versions must go on reading it. */
  @Test
  void readsAndWritesTheGoldenFile() throws IOException {
    byte[] golden;
    try (InputStream in = ModelFileTest.class.getResourceAsStream("format-1.zip")) {
      golden = Objects.requireNonNull(in, "format-1.zip").readAllBytes();
    }
    Files.write(path(), golden);

    assertThat(ModelFile.readCheckpoint(path())).isEqualTo(golden());
    assertThat(bytes(golden())).isEqualTo(golden);
  }

  private static ModelFile golden() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("schema", SchemaJson.write(DataSchema.unnamed(2)));
    description.put("provenance", Map.of("library", "0.1.0"));
    description.put("metrics", Map.of("elbo", -102.5));
    return ModelFile.of(
            description, Map.of("decoder/bias", TensorData.of(Shape.of(2), 0.1f, -3e-8f)))
        .withCheckpoint(
            new ModelFile.Checkpoint(
                Map.of("epoch", 3L), Map.of("adam/m", TensorData.of(Shape.scalar(), 7))));
  }

  @Test
  void keepsItsOwnField() {
    assertThatThrownBy(() -> ModelFile.of(Map.of("formatVersion", 1), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("formatVersion");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] bytes = bytes(checkpoint());
    for (int length = 0; length < bytes.length; length += 7) {
      refuses(Arrays.copyOf(bytes, length), "no complete zip file");
    }
  }

  @Test
  void noticesEveryFlippedBitOfTheContent() throws IOException {
    byte[] bytes = bytes(model());
    int firstOfCentralDirectory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int firstContent = text.indexOf('{');
    int secondHeader = text.indexOf("PK\3\4", 1);
    for (int i = firstContent; i < firstOfCentralDirectory; i++) {
      boolean content = i < secondHeader || i > secondHeader + 30 + "weights.safetensors".length();
      if (content) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= 1;
        refuses(damaged, "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isReadOrRefusedWhenDamaged(long seed) throws IOException {
    byte[] good = bytes(checkpoint());
    Random random = new Random(seed);
    int refused = 0;
    for (int trial = 0; trial < 100; trial++) {
      byte[] damaged = good.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(path(), damaged);
      try {
        assertThat(ModelFile.readCheckpoint(path()).weights()).isNotEmpty();
      } catch (ModelFormatException e) {
        assertThat(e).as("trial %d", trial).hasMessageContaining(path().toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(30);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    refuses("not a model".getBytes(StandardCharsets.UTF_8), "no complete zip file");
    refuses(new byte[0], "no complete zip file");
    refuses(
        zip(true, "readme.txt", "hello"), "expected an entry model.json, got only [readme.txt]");
    refuses(zip(true, "model.json", "{}"), "expected a field formatVersion from 1 on");
    refuses(
        zip(true, "model.json", "{\"formatVersion\": 1}"),
        "expected an entry weights.safetensors, got only [model.json]");
    refuses(zip(true, "model.json", "[1]"), "model.json: ");
  }

  @ParameterizedTest
  @CsvSource({"2", "999999999999"})
  void refusesANewerFormatWhateverElseIsInIt(String version) throws IOException {
    refuses(
        zip(false, "model.json", "{\"formatVersion\": " + version + "}", "future.bin", "?"),
        "expected format version 1 at most, got "
            + version
            + "; the file was written by a newer vae4j");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.0", "\"1\"", "true"})
  void refusesAVersionThatIsNone(String version) throws IOException {
    refuses(
        zip(true, "model.json", "{\"formatVersion\": " + version + "}"),
        "expected a field formatVersion from 1 on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/model.json", "Weights.safetensors", "code.class"})
  void refusesUnknownEntries(String name) throws IOException {
    refuses(
        zip(
            true,
            "model.json",
            "{\"formatVersion\": 1}",
            "weights.safetensors",
            weights(),
            name,
            ""),
        "got \"" + name + "\"");
  }

  @Test
  void refusesAnEntryThatIsThereTwice() throws IOException {
    byte[] bytes =
        zip(
            true,
            "model.json",
            "{\"formatVersion\": 1}",
            "weights.safetensors",
            weights(),
            "weightz.safetensors",
            weights());
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("weightz", "weights");

    refuses(text.getBytes(StandardCharsets.ISO_8859_1), "expected one entry weights.safetensors");
  }

  @Test
  void refusesCompressedWeights() throws IOException {
    refuses(
        zip(false, "model.json", "{\"formatVersion\": 1}", "weights.safetensors", weights()),
        "expected weights.safetensors to be stored in the zip, got it compressed");
  }

  @Test
  void refusesADescriptionThatUnpacksWithoutEnd() throws IOException {
    refuses(zip(false, "model.json", " ".repeat(40_000_000)), "expected at most 16777216 bytes");
  }

  @Test
  void writesNothingWhenItCannot() throws IOException {
    Path file = directory.resolve("missing").resolve("m.vae");

    assertThatThrownBy(() -> model().write(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no directory");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> ModelFile.read(path()))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read " + path() + ": no such file; check the path");
  }
}
