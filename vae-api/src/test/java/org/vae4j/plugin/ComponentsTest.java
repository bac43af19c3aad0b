package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acme.Providers;
import org.acme.Providers.Good;
import org.acme.Providers.Ladder;
import org.acme.Providers.Mixed;
import org.acme.Providers.Newer;
import org.acme.Providers.Picky;
import org.acme.Providers.Power;
import org.acme.Providers.Rival;
import org.acme.Providers.SecondDefault;
import org.acme.Providers.Tied;
import org.acme.Providers.Unlinked;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.vae4j.error.DefinitionException;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Encoder;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.model.Loss;
import org.vae4j.model.Prior;
import org.vae4j.network.Activation;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Dropout;
import org.vae4j.network.Flatten;
import org.vae4j.network.Sequential;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Schedule;

final class ComponentsTest {
  private final Components components = Components.of(new Good());

  @Test
  void readsNestedComponents() {
    Map<String, Object> tree =
        Map.of(
            "network",
            Map.of(
                "type",
                "sequential",
                "layers",
                List.of(
                    Map.of("type", "dense", "units", 64, "initializer", "he-normal"),
                    "gelu",
                    Map.of("type", "dropout", "rate", 0.1))),
            "head",
            Map.of("type", "diagonal-normal", "size", 2));

    assertThat(components.read(Encoder.class, tree))
        .isEqualTo(
            Encoder.of(
                Sequential.of(
                    Dense.of(64).withInitializer(Initializer.heNormal()),
                    Activation.GELU,
                    Dropout.of(0.1)),
                DiagonalNormalHead.of(2)));
  }

  @Test
  void wholeNumbersAreNumbers() {
    assertThat(components.read(Loss.class, Map.of("type", "elbo", "beta", 4)))
        .isEqualTo(Elbo.beta(4));
    assertThat(
            components.read(
                Schedule.class, Map.of("type", "linear", "from", 0, "to", 1, "length", 10)))
        .isEqualTo(Schedule.linear(0, 1).overEpochs(10));
  }

  @Test
  void fieldsAreWrittenInTheOrderOfTheRecord() {
    assertThat(components.write(Loss.class, Elbo.beta(Schedule.linear(0, 1).overSteps(100))))
        .hasToString(
            "{type=elbo, beta={type=linear, from=0.0, to=1.0, length=100.0, unit=steps},"
                + " samples=1}");
  }

  @Test
  void aUsersComponentHasFieldsOfEverySort() {
    Map<String, Object> tree =
        Map.of(
            "type",
            "acme:gated",
            "units",
            5,
            "salt",
            1L << 40,
            "bias",
            false,
            "label",
            "dürer \"1514\"",
            "shape",
            List.of(7, 1),
            "inner",
            List.of("acme:swish", Map.of("type", "acme:gated", "units", 1)),
            "named",
            Map.of("a.b", "relu"));

    Layer layer = components.read(Layer.class, tree);
    Object written = components.write(Layer.class, layer);

    assertThat(layer.toString())
        .startsWith("Gated[units=5, salt=1099511627776, bias=false, label=dürer \"1514\"")
        .endsWith("named={a.b=RELU}]");
    assertThat(components.read(Layer.class, written)).isEqualTo(layer);
    assertThat(written.toString())
        .startsWith("{type=acme:gated, units=5, salt=1099511627776, bias=false")
        .contains("shape=[7, 1], inner=[acme:swish, {type=acme:gated, units=1, salt=7");
  }

  @Test
  void aConstantStandsForItself() {
    assertThat(components.read(Layer.class, "acme:swish")).isSameAs(Providers.SWISH);
    assertThat(components.write(Layer.class, Providers.SWISH)).isEqualTo("acme:swish");
  }

  @Test
  void aFieldMayBeOfOneClass() {
    Map<String, Object> tree =
        Map.of("type", "acme:tied", "dense", Map.of("type", "dense", "units", 5));

    Layer layer = components.read(Layer.class, tree);

    assertThat(layer).isEqualTo(new Tied(Dense.of(5)));
    assertThat(components.read(Layer.class, components.write(Layer.class, layer))).isEqualTo(layer);
    assertRefused(Layer.class, Map.of("type", "acme:tied", "dense", "relu"))
        .hasMessage(
            "cannot read dense: expected one of the denses \"dense\", got \"relu\"; that is a"
                + " layer");
  }

  @Test
  void defaultsAreUsed() {
    assertThat(components.read(Layer.class, Map.of("type", "acme:gated", "units", 2)))
        .isEqualTo(Providers.gated(2));
    assertThat(components.read(LatentModel.class, "acme:ladder")).isEqualTo(new Ladder(2));
  }

  @Test
  void anUnknownFieldSuggestsTheNearest() {
    assertRefused(Layer.class, Map.of("type", "dense", "unit", 3))
        .hasMessage(
            "cannot read the definition: expected the fields \"units\", \"initializer\" of"
                + " \"dense\", got \"unit\"; did you mean \"units\"?");
    assertRefused(Layer.class, Map.of("type", "relu", "slope", 3))
        .hasMessage("cannot read the definition: expected no field of \"relu\", got \"slope\"");
  }

  @Test
  void aFieldWithoutADefaultMustBeGiven() {
    assertRefused(Layer.class, "dense")
        .hasMessage(
            "cannot read the definition: expected the field \"units\" (integer) of \"dense\", got"
                + " none; add it");
    assertRefused(Layer.class, Map.of("type", "sequential", "layers", List.of("mlp")))
        .hasMessageStartingWith("cannot read layers[0]: expected the field \"hidden\"");
  }

  @Test
  void anUnknownTypeSuggestsTheNearest() {
    assertRefused(LikelihoodHead.class, "bernouli")
        .hasMessage(
            "cannot read the definition: expected one of the likelihood heads \"bernoulli\","
                + " \"normal\", got \"bernouli\"; did you mean \"bernoulli\"?");
    assertRefused(LikelihoodHead.class, Map.of("type", "elbo"))
        .hasMessage(
            "cannot read type: expected one of the likelihood heads \"bernoulli\", \"normal\", got"
                + " \"elbo\"; that is a loss");
    assertRefused(Loss.class, "hinge")
        .hasMessageStartingWith(
            "cannot read the definition: expected one of the losses \"elbo\", \"autoencoder\", got")
        .hasMessageEndingWith(
            "; add the jar that provides it to the classpath"
                + " (docs/troubleshooting.md#unknown-component)");
    assertRefused(Prior.class, "other:flow")
        .hasMessage(
            "cannot read the definition: expected one of the priors \"standard-normal\","
                + " \"acme:picky\", got \"other:flow\"; add the jar that provides it to the"
                + " classpath (docs/troubleshooting.md#unknown-component)");
  }

  @Test
  void anUnknownTypeTellsOfBrokenProviders() {
    assertThatThrownBy(() -> Components.of(new Newer()).read(Prior.class, "acme:flow"))
        .hasMessageContaining("#unknown-component) (component provider org.acme.Providers$Newer")
        .hasMessageContaining("expected version 1 of the interface, got 2");
  }

  @Test
  void aTypeIsNeededWhereAKindHasNoDefault() {
    assertRefused(LikelihoodHead.class, Map.of("scale", "fixed"))
        .hasMessage(
            "cannot read the definition: expected the field \"type\", one of the likelihood heads"
                + " \"bernoulli\", \"normal\", got {\"scale\":\"fixed\"}");
    assertRefused(Layer.class, Map.of("type", 3))
        .hasMessage("cannot read type: expected the name of a layer, got 3");
    assertRefused(Encoder.class, 3)
        .hasMessage(
            "cannot read the definition: expected an encoder, as an object or by its name, got 3");
  }

  @Test
  void wrongValues() {
    assertGatedRefuses("units", 2.0)
        .hasMessage("cannot read units: expected a whole number of 32 bits, got 2.0");
    assertGatedRefuses("units", 1L << 31)
        .hasMessage("cannot read units: expected a whole number of 32 bits, got 2147483648");
    assertGatedRefuses("units", "3")
        .hasMessage("cannot read units: expected a whole number of 32 bits, got \"3\"");
    assertGatedRefuses("salt", 0.5)
        .hasMessage("cannot read salt: expected a whole number of 64 bits, got 0.5");
    assertGatedRefuses("bias", 1).hasMessage("cannot read bias: expected true or false, got 1");
    assertGatedRefuses("label", true).hasMessage("cannot read label: expected text, got true");
    assertGatedRefuses("inner", "relu")
        .hasMessage("cannot read inner: expected a list, got \"relu\"");
    assertGatedRefuses("inner", List.of("relu", 3))
        .hasMessage("cannot read inner[1]: expected a layer, as an object or by its name, got 3");
    assertGatedRefuses("named", List.of())
        .hasMessage("cannot read named: expected an object, got []");
    assertGatedRefuses("named", Map.of("x", Map.of("type", "dropout", "rate", "no")))
        .hasMessage("cannot read named.x.rate: expected a number, got \"no\"");
    assertGatedRefuses("shape", List.of(2, "2"))
        .hasMessage("cannot read shape[1]: expected a whole number of 32 bits, got \"2\"");
    assertGatedRefuses("shape", List.of(2, -1)).hasMessageStartingWith("cannot read shape: ");
    assertRefused(Layer.class, Map.of("type", "mlp", "hidden", List.of(1), "activation", "rely"))
        .hasMessageStartingWith("cannot read activation: expected one of \"identity\", \"relu\",")
        .hasMessageEndingWith("got \"rely\"; did you mean \"relu\"?");
  }

  @Test
  void longValuesAreCut() {
    assertGatedRefuses("units", "x".repeat(1000))
        .hasMessage(
            "cannot read units: expected a whole number of 32 bits, got \"%s…"
                .formatted("x".repeat(59)));
  }

  @Test
  void whatAConstructorRefusesHasAPlace() {
    assertRefused(Layer.class, Map.of("type", "sequential", "layers", List.of("relu", dropout(1))))
        .hasMessage("cannot read layers[1]: dropout rate: expected one in [0, 1), got 1.0")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertRefused(Prior.class, Map.of("type", "acme:picky", "value", 13))
        .hasMessage(
            "cannot read the definition: expected valid values, got"
                + " java.lang.IllegalStateException: no luck");
  }

  @Test
  void valuesThatJsonDoesNotHave() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("type", "dropout");
    nothing.put("rate", null);
    assertRefused(Layer.class, nothing)
        .hasMessage(
            "cannot read rate: expected a value, got null; leave the field out to have its"
                + " default");
    assertRefused(Layer.class, dropout(Double.NaN))
        .hasMessageStartingWith("cannot read rate: expected text, true or false")
        .hasMessageEndingWith("got NaN");
    assertThatThrownBy(() -> components.write(Schedule.class, new Power(Double.NaN)))
        .hasMessageStartingWith("cannot write exponent: expected text, true or false")
        .hasMessageEndingWith("got NaN");
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertRefused(Layer.class, endless)
        .hasMessageContaining("expected at most 64 levels, got more");
  }

  @Test
  void codeIsNotDataAndHasAPlace() {
    Layer lambda = (x, scope) -> x;
    Loss loss = Elbo.beta((step, epoch) -> step);

    assertThatThrownBy(() -> components.write(Layer.class, Sequential.of(new Flatten(), lambda)))
        .isInstanceOf(DefinitionException.class)
        .hasMessageStartingWith(
            "cannot write layers[1]: expected a registered layer, got org.vae4j.plugin."
                + "ComponentsTest$$Lambda")
        .hasMessageEndingWith(
            ", which is code; register it with a ComponentProvider, or give the definition again"
                + " where the model is loaded: VaeModel.load(path, vae)"
                + " (docs/troubleshooting.md#unregistered-component)");
    assertThatThrownBy(() -> components.write(Loss.class, loss))
        .hasMessageStartingWith("cannot write beta: expected a registered schedule, got ");
    assertThatThrownBy(() -> Components.of().write(Layer.class, Providers.gated(1)))
        .hasMessageContaining("expected a registered layer, got org.acme.Gated, which is code");
  }

  @Test
  void aClashIsAnErrorWhereTheNameIsUsed() {
    Components both = Components.of(new Good(), new Rival());

    assertThat(both.read(Layer.class, "acme:swish")).isSameAs(Providers.SWISH);
    assertThatThrownBy(() -> both.read(Layer.class, "acme:gated"))
        .isInstanceOf(DefinitionException.class)
        .hasMessageStartingWith(
            "cannot read the definition: expected one layer \"acme:gated\", got 2, from"
                + " org.acme.Providers$Good (")
        .hasMessageContaining("), org.acme.Providers$Rival (")
        .hasMessageEndingWith(
            "); remove all but one from the classpath"
                + " (docs/troubleshooting.md#ambiguous-component)");
    assertThatThrownBy(() -> both.write(Layer.class, Providers.gated(1)))
        .hasMessageStartingWith("cannot write the definition: expected one layer \"acme:gated\"");
  }

  @Test
  void badComponentsHideNoGoodOnes() {
    Components mixed = Components.of(new Newer(), new Unlinked(), new Mixed());

    assertThat(mixed.read(Layer.class, "acme:fine")).isEqualTo(Activation.RELU);
    assertThat(mixed.list()).hasSize(Components.of().list().size() + 1);
    assertThat(mixed.problems())
        .containsExactly(
            "component provider org.acme.Providers$Newer is of another version: expected version 1"
                + " of the interface, got 2; use a jar for this version of vae4j"
                + " (docs/troubleshooting.md#incompatible-plug-in)",
            "component provider org.acme.Providers$Unlinked is broken: expected its components, got"
                + " java.lang.NoClassDefFoundError: org/acme/Missing; use its jar for this version"
                + " of vae4j with all that it depends on (docs/troubleshooting.md#broken-plug-in)",
            "component \"bare\" of provider org.acme.Providers$Mixed cannot be used: expected a"
                + " qualified name such as acme:bare, got none"
                + " (docs/troubleshooting.md#unusable-component)",
            "component \"acme:odd\" of provider org.acme.Providers$Mixed cannot be used: field"
                + " \"size\": expected a field of type int, long, double, boolean, String, Shape,"
                + " an enum, a kind of component, or a List or a Map<String, …> of those, got"
                + " java.util.Optional<java.lang.Integer>"
                + " (docs/troubleshooting.md#unusable-component)",
            "component \"acme:typed\" of provider org.acme.Providers$Mixed cannot be used: expected"
                + " no field called \"type\", which names the component; rename it"
                + " (docs/troubleshooting.md#unusable-component)",
            mixed.problems().get(5),
            mixed.problems().get(6));
    assertThat(mixed.problems().get(6))
        .startsWith(
            "component \"acme:loose\" of provider org.acme.Providers$Mixed cannot be used:"
                + " java.lang.NullPointerException");
    assertThat(mixed.problems().get(5))
        .startsWith(
            "component \"acme:secret\" of provider org.acme.Providers$Mixed cannot be used: cannot"
                + " write acme:secret.beta: expected a registered schedule, got org.acme");
  }

  @Test
  void aKindHasOneDefault() {
    Components second = Components.of(new Good(), new SecondDefault());

    assertThat(second.problems())
        .containsExactly(
            "component \"acme:other\" of provider org.acme.Providers$SecondDefault cannot be used:"
                + " expected one default prior, which is \"standard-normal\" already, got another;"
                + " drop its asDefault() (docs/troubleshooting.md#unusable-component)");
    assertThat(second.read(Prior.class, Map.of())).isEqualTo(new StandardNormal());
  }

  @Test
  void aComponentIsChecked() {
    assertThatThrownBy(() -> Component.of(Layer.class, "Acme", Activation.RELU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as in acme:student-t, got \"Acme\"");
    assertThatThrownBy(() -> Component.of(Prior.class, "acme:x", new Picky(1)).requiring("size"))
        .hasMessage(
            "component \"acme:x\": expected to require some of its fields [value], got [size]");
    assertThatThrownBy(() -> Component.of(layerOfAnything(), "acme:x", new Power(1)))
        .hasMessage(
            "component \"acme:x\": expected a prototype of org.vae4j.model.Layer, got"
                + " Power[exponent=1.0]");
  }

  @SuppressWarnings("unchecked") // What a provider compiled without generics may pass.
  private static Class<Object> layerOfAnything() {
    return (Class<Object>) (Class<?>) Layer.class;
  }

  @Test
  void listsFieldsWithTypesAndDefaults() {
    ComponentInfo dense = info("layer", "dense");
    assertThat(dense.className()).isEqualTo("org.vae4j.network.Dense");
    assertThat(dense.fields().toString())
        .isEqualTo(
            "[Field[name=units, type=integer, defaultValue=Optional.empty],"
                + " Field[name=initializer, type=initializer,"
                + " defaultValue=Optional[glorot-uniform]]]");
    assertThat(info("likelihood-head", "normal").fields().toString())
        .contains("type=fixed|global|per-feature, defaultValue=Optional[per-feature]");
    assertThat(info("layer", "acme:gated").fields())
        .extracting(ComponentInfo.Field::type)
        .containsExactly(
            "integer", "long", "boolean", "text", "shape", "list of layer", "map of layer");
  }

  private ComponentInfo info(String kind, String name) {
    return components.list().stream()
        .filter(info -> info.kind().equals(kind) && info.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> dropout(double rate) {
    return Map.of("type", "dropout", "rate", rate);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertGatedRefuses(
      String field, Object value) {
    Map<String, Object> tree = new HashMap<>(Map.of("type", "acme:gated", "units", 1));
    tree.put(field, value);
    return assertRefused(Layer.class, tree);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Class<?> kind, Object tree) {
    return assertThatThrownBy(() -> components.read(kind, tree))
        .isInstanceOf(DefinitionException.class);
  }
}
