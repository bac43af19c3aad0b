package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.acme.Providers.Good;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DefinitionException;

/** Whatever a document says, it is a definition or an error of ours, and never anything else. */
final class HostileDefinitionTest {
  private static final int ROUNDS = 4000;

  private static final String DOCUMENT =
      """
      {
        "input": {"binarize": true, "scaling": "none"},
        "encoder": {
          "network": {"type": "sequential", "layers": [
            {"type": "acme:gated", "units": 5, "shape": [2, 3], "named": {"k": "relu"}},
            {"type": "dropout", "rate": 0.25}, "gelu"]},
          "head": {"type": "diagonal-normal", "size": 2}
        },
        "prior": {"type": "acme:picky", "value": 2},
        "decoder": {
          "network": {"type": "mlp", "hidden": [7, 1], "activation": "tanh"},
          "head": {"type": "normal", "scale": "fixed", "standardDeviation": 0.5}
        },
        "loss": {"type": "elbo", "beta": {"type": "linear", "from": 0, "to": 1, "length": 5}},
        "optimizer": {"type": "adamw", "learningRate": 0.001}
      }
      """;

  private static final List<Object> STRANGE =
      List.of(
          "",
          "type",
          "relu",
          "\u0000",
          "acme:gated",
          -1L,
          0L,
          13L,
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          Double.MIN_VALUE,
          -Double.MAX_VALUE,
          true,
          List.of(),
          Map.of(),
          List.of(List.of()),
          Map.of("type", "sequential"),
          Map.of("type", Map.of()),
          Map.of("", 1L));

  private final Components components = Components.of(new Good());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedText(long seed) {
    Random random = new Random(seed);
    int readable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder(DOCUMENT);
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length() - 1);
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) (random.nextInt(100) + 28));
          case 1 -> text.delete(at, Math.min(text.length() - 1, at + 1 + random.nextInt(9)));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 12)));
        }
      }
      readable += checked(text.toString()).isPresent() ? 1 : 0;
    }
    assertThat(readable).isBetween(1, ROUNDS - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void strangeValues(long seed) {
    Random random = new Random(seed);
    Object original = DefinitionDocument.parse(DOCUMENT).tree();
    int readable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Object tree = changed(original, random);
      readable += checked(JsonText.compact(tree)).isPresent() ? 1 : 0;
    }
    assertThat(readable).isBetween(1, ROUNDS - 1);
  }

  /** A copy in which about one part of 40 is another one. */
  private static Object changed(Object tree, Random random) {
    if (random.nextInt(40) == 0) {
      return STRANGE.get(random.nextInt(STRANGE.size()));
    }
    if (tree instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(changed(each, random)));
      return copy;
    }
    if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, changed(value, random)));
      return copy;
    }
    return tree;
  }

  /** What is read is also written, and read again as the same. */
  private Optional<Definition> checked(String text) {
    Definition definition;
    try {
      definition = Definition.fromJson(text, components);
    } catch (DefinitionException e) {
      assertThat(e).hasMessageStartingWith("cannot read ");
      return Optional.empty();
    }
    assertThat(Definition.fromJson(definition.toJson(components), components))
        .as(text)
        .isEqualTo(definition);
    return Optional.of(definition);
  }
}
