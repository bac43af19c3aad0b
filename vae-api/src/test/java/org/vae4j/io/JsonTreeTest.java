package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.ModelFormatException;

class JsonTreeTest {

  private static Map<String, Object> parse(String json) {
    return JsonTree.parse(json.getBytes(StandardCharsets.UTF_8), "test");
  }

  @Test
  void keepsOrderAndNumbers() {
    Map<String, Object> tree =
        parse("{\"z\": 1, \"a\": [true, \"é\", {}], \"big\": -9223372036854775808, \"x\": 0.1}");

    assertThat(tree.keySet()).containsExactly("z", "a", "big", "x");
    assertThat(tree)
        .isEqualTo(
            Map.of("z", 1L, "a", List.of(true, "é", Map.of()), "big", Long.MIN_VALUE, "x", 0.1));
  }

  @Test
  void writesTheSameTextForTheSameTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("b", 1);
    tree.put("a", List.of(2e-3, "q\"uote"));

    assertThat(JsonTree.compact(tree))
        .asString()
        .isEqualTo("{\"b\":1,\"a\":[0.002,\"q\\\"uote\"]}");
    assertThat(JsonTree.line(tree)).isEqualTo("{\"b\":1,\"a\":[0.002,\"q\\\"uote\"]}");
    assertThat(JsonTree.indented(tree))
        .asString()
        .isEqualTo("{\n  \"b\" : 1,\n  \"a\" : [\n    0.002,\n    \"q\\\"uote\"\n  ]\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "3",
        "{",
        "{\"a\": 1} x",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": null}",
        "{\"a\": [null]}",
        "{\"a\": NaN}",
        "{\"a\": 9223372036854775808}",
        "{\"a\": 1e999}",
        "{'a': 1}"
      })
  void refusesWhatIsNoObject(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("test: ")
        .hasMessageEndingWith("the file is damaged, get it again");
  }

  @Test
  void refusesDepthsThatExhaustTheStack() {
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void namesWhatItCannotWrite() {
    assertThatThrownBy(() -> JsonTree.compact(Map.of("loss", List.of(1.0, Double.NaN))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"loss[1]\": expected")
        .hasMessageEndingWith("got NaN");
    assertThatThrownBy(() -> JsonTree.compact(Map.of("a", Map.of("b", new Object[0]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"a.b\": expected");
    assertThatThrownBy(() -> JsonTree.compact(Map.of("a", Map.of(1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text as a key");
  }
}
