package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.ModelFormatException;
import org.vae4j.tensor.Shape;

class SafetensorsTest {

  private static final Safetensors SMALL =
      new Safetensors(
          Map.of(
              "b/bias", TensorData.of(Shape.of(3), 1, -2, Float.NaN),
              "a/weight", TensorData.of(Shape.of(2, 2), 4, 5, 6, 7),
              "scale", TensorData.of(Shape.scalar(), 8)),
          Map.of("z", "last", "a", "first"));

  private static byte[] bytes(Safetensors tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensors.writeTo(out);
    return out.toByteArray();
  }

  private static Safetensors read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length, "t");
  }

  private static byte[] file(String header, int dataSize) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + dataSize);
    return file.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).array();
  }

  private static void refuses(byte[] bytes, String message) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("t")
        .hasMessageContaining(message)
        .hasMessageContaining("; the file ");
  }

  @Test
  void comesBack() throws IOException {
    Safetensors back = read(bytes(SMALL));

    assertThat(back).isEqualTo(SMALL);
    assertThat(back.tensors().keySet()).containsExactly("a/weight", "b/bias", "scale");
    assertThat(back.metadata().keySet()).containsExactly("a", "z");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16_383, 16_384, 16_385, 100_003})
  void comesBackAtAnySize(int size) throws IOException {
    float[] values = new float[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    Safetensors tensors = Safetensors.of(Map.of("t", TensorData.of(Shape.of(size), values)));

    assertThat(read(bytes(tensors))).isEqualTo(tensors);
  }

  @Test
  void mayBeEmpty() throws IOException {
    assertThat(read(bytes(Safetensors.of(Map.of())))).isEqualTo(Safetensors.of(Map.of()));
  }

  @Test
  void isLaidOutByNameAndAligned() throws IOException {
    byte[] bytes = bytes(SMALL);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int headerSize = (int) file.getLong();

    assertThat(headerSize % 8).isZero();
    assertThat(new String(bytes, 8, headerSize, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(
            "{\"__metadata__\":{\"a\":\"first\",\"z\":\"last\"},"
                + "\"a/weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                + "\"b/bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[16,28]},"
                + "\"scale\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[28,32]}}");
    assertThat(bytes).hasSize(8 + headerSize + 32);
    assertThat(file.getFloat(8 + headerSize)).isEqualTo(4);
    assertThat(file.getFloat(8 + headerSize + 28)).isEqualTo(8);
  }

  @Test
  void readsTensorsInAnyOrder() throws IOException {
    byte[] file =
        file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            8);
    file[file.length - 1] = 0x40;

    assertThat(read(file).tensors().get("a").get(0)).isEqualTo(2);
    assertThat(read(file).tensors().get("b").get(0)).isZero();
  }

  @Test
  void sharesNoArrayWithAnyone() {
    float[] values = {1, 2};
    TensorData tensor = TensorData.of(Shape.of(2), values);
    values[0] = 9;
    tensor.toArray()[1] = 9;

    assertThat(tensor).isEqualTo(TensorData.of(Shape.of(2), 1, 2));
    assertThat(tensor).isNotEqualTo(TensorData.of(Shape.of(2, 1), 1, 2));
    assertThatThrownBy(() -> TensorData.of(Shape.of(2, 2), 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 4 values for shape [2, 2], got 2");
  }

  @Test
  void keepsTheReservedName() {
    assertThatThrownBy(
            () -> Safetensors.of(Map.of("__metadata__", TensorData.of(Shape.scalar(), 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reserved");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] bytes = bytes(SMALL);
    for (int length = 0; length < bytes.length; length++) {
      refuses(Arrays.copyOf(bytes, length), "expected");
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1), "expected 32 bytes of values");
  }

  @Test
  void refusesAStreamShorterThanSaid() throws IOException {
    byte[] bytes = bytes(SMALL);

    assertThatThrownBy(
            () ->
                Safetensors.read(
                    new ByteArrayInputStream(bytes, 0, bytes.length - 1), bytes.length, "t"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("truncated");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 1000, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE})
  void refusesAnImpossibleHeaderLength(long length) {
    ByteBuffer file = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

    refuses(file.array(), "expected a header of 2 to 92 bytes, got one of " + length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F16 | [2] | [0, 8] | expected dtype F32, got F16",
        "F32 | [2] | [0, 4] | expected the places of 8 bytes for shape [2], got [0, 4]",
        "F32 | [2] | [8, 0] | expected the places of 8 bytes",
        "F32 | [2] | [-8, 0] | expected the places of 8 bytes",
        "F32 | [2] | [0] | expected the places of 8 bytes",
        "F32 | [2] | [4, 12] | expected values from byte 0 on, right after",
        "F32 | [1] | [0, 4] | expected 4 bytes of values as the header says, got 8",
        "F32 | [4] | [0, 16] | expected 16 bytes of values as the header says, got 8",
        "F32 | [-2] | [0, 8] | [-2]",
        "F32 | [0] | [0, 0] | [0]",
        "F32 | [2.0] | [0, 8] | shape: expected a list of whole numbers",
        "F32 | [4294967298] | [0, 8] | shape: expected whole numbers of 32 bits",
        "F32 | [65536, 65536] | [0, 8] | [65536, 65536]",
        "F32 | 2 | [0, 8] | shape: expected a list",
        "F32 | [2] | [9223372036854775800, 9223372036854775807] | expected the places of 8 bytes",
        "F32 | [2] | [9223372036854775807, -9223372036854775801] | expected",
        "F32 | [2] | [0, 99999999999999999999] | expected",
      })
  void refusesImpossibleTensors(String type, String shape, String offsets, String message) {
    String header =
        "{\"t\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
            .formatted(type, shape, offsets);

    refuses(file(header, 8), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":TENSOR,\"a\":TENSOR}",
        "{\"a\":TENSOR,\"b\":TENSOR}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}",
        "{\"a\":3}",
        "{\"a\":null}",
        "[]",
        "{\"a\":TENSOR",
        "{\"a\":TENSOR,\"__metadata__\":3}",
        "{\"a\":TENSOR,\"__metadata__\":{\"b\":3}}"
      })
  void refusesImpossibleHeaders(String header) {
    String tensor = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    refuses(file(header.replace("TENSOR", tensor), 8), "t");
  }
}
