package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.error.ModelFormatException;
import org.vae4j.schema.Column;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Scaling;

class SchemaJsonTest {

  private static DataSchema read(String json) {
    return SchemaJson.read(JsonTree.parse(json.getBytes(StandardCharsets.UTF_8), "test"));
  }

  static Stream<DataSchema> schemas() {
    return Stream.of(
        DataSchema.unnamed(1),
        DataSchema.image(28, 28, 1),
        DataSchema.image(3, 5, 3).withBinarization(true),
        DataSchema.table(
            List.of(
                new Column("age, \"years\" ✓", new Scaling(1.0 / 3, 1e-30)),
                new Column("height", Scaling.NONE))),
        DataSchema.unnamed(101).withBinarization(true));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void comesBackFromText(DataSchema schema) {
    Map<String, Object> json = SchemaJson.write(schema);

    assertThat(SchemaJson.read(json)).isEqualTo(schema);
    assertThat(SchemaJson.read(JsonTree.parse(JsonTree.compact(json), "test"))).isEqualTo(schema);
    assertThat(SchemaJson.read(JsonTree.parse(JsonTree.indented(json), "test"))).isEqualTo(schema);
  }

  @Test
  void isPlainToRead() {
    assertThat(JsonTree.compact(SchemaJson.write(DataSchema.image(28, 28, 1))))
        .asString()
        .isEqualTo(
            "{\"kind\":\"image\",\"height\":28,\"width\":28,\"channels\":1,\"binarized\":false}");
    assertThat(JsonTree.compact(SchemaJson.write(DataSchema.unnamed(1))))
        .asString()
        .isEqualTo(
            "{\"kind\":\"table\",\"binarized\":false,"
                + "\"columns\":[{\"name\":\"x1\",\"offset\":0.0,\"factor\":1.0}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | expected a field \"kind\", got only []",
        "{\"kind\": 3, \"binarized\": true} | schema.kind: expected text, got 3",
        "{\"kind\": \"sequence\", \"binarized\": true} | got \"sequence\"; the file may be of a"
            + " newer",
        "{\"kind\": \"image\", \"binarized\": 1} | schema.binarized: expected true or false, got 1",
        "{\"kind\": \"image\", \"binarized\": true, \"height\": 1, \"width\": 1} | field"
            + " \"channels\"",
        "{\"kind\": \"image\", \"binarized\": true, \"height\": 1.5, \"width\": 1, \"channels\": 1}"
            + "| schema.height: expected a whole number of 32 bits, got 1.5",
        "{\"kind\": \"image\", \"binarized\": true, \"height\": 4294967297, \"width\": 1,"
            + " \"channels\": 1} | expected a whole number of 32 bits",
        "{\"kind\": \"image\", \"binarized\": true, \"height\": -1, \"width\": 1, \"channels\": 1}"
            + "| got [-1, 1, 1]",
        "{\"kind\": \"image\", \"binarized\": true, \"height\": 1, \"width\": 1, \"channels\": 1,"
            + " \"depth\": 2} | got \"depth\"; the file may be of a newer",
        "{\"kind\": \"table\", \"binarized\": true, \"columns\": 3} | schema.columns: expected a"
            + " list",
        "{\"kind\": \"table\", \"binarized\": true, \"columns\": []} | at least one column",
        "{\"kind\": \"table\", \"binarized\": true, \"columns\": [1]}"
            + "| schema.columns[0]: expected an object, got 1",
        "{\"kind\": \"table\", \"binarized\": true, \"columns\":"
            + " [{\"name\": \"a\", \"offset\": 0, \"factor\": 0}]} | factor 0.0",
        "{\"kind\": \"table\", \"binarized\": true, \"columns\":"
            + " [{\"name\": \" \", \"offset\": 0, \"factor\": 1}]} | expected a name",
        "{\"kind\": \"table\", \"binarized\": true, \"columns\":"
            + " [{\"name\": \"a\", \"offset\": \"0\", \"factor\": 1}]} | offset: expected a number",
      })
  void refusesWhatIsNoSchema(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
