package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.acme.Providers.Good;
import org.acme.Providers.Ladder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.vae4j.error.DefinitionException;
import org.vae4j.loss.Autoencoder;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Flatten;
import org.vae4j.network.Mlp;
import org.vae4j.optimizer.Adam;
import org.vae4j.optimizer.Sgd;
import org.vae4j.plugin.InputOptions.Scaling;

final class DefinitionTest {
  private static final String SMALL =
      """
      {
        "encoder": {"network": "flatten", "head": {"type": "diagonal-normal", "size": 1}},
        "decoder": {"network": {"type": "mlp", "hidden": [5, 3]}, "head": "bernoulli"}
      }
      """;

  private final Components components = Components.of(new Good());
  private final Definition small =
      Definition.of(
          Encoder.of(new Flatten(), DiagonalNormalHead.of(1)),
          Decoder.of(Mlp.of(5, 3), BernoulliHead.of()));

  @Test
  void whatIsLeftOutHasItsDefault() {
    Definition read = Definition.fromJson(SMALL, components);

    assertThat(read).isEqualTo(small);
    assertThat(read.loss()).isEqualTo(Elbo.standard());
    assertThat(read.input()).isEqualTo(new InputOptions(false, Scaling.AUTO));
    assertThat(read.optimizer()).isEmpty();
  }

  @Test
  void everyPartIsRead() {
    Definition read =
        Definition.fromTree(
            DefinitionDocument.parse(SMALL)
                .with("input={\"binarize\": true, \"scaling\": \"unit-range\"}")
                .with("loss=autoencoder")
                .with("optimizer.learningRate=0.5")
                .tree(),
            components);

    assertThat(read)
        .isEqualTo(
            small
                .withInput(
                    InputOptions.standard().withBinarization(true).withScaling(Scaling.UNIT_RANGE))
                .withLoss(new Autoencoder())
                .withOptimizer(Adam.of(0.5)));
  }

  @Test
  void theTextHoldsEveryField() {
    assertThat(small.withOptimizer(Sgd.of(0.5)).toJson(components))
        .isEqualTo(
            """
            {
              "input": {
                "binarize": false,
                "scaling": "auto"
              },
              "encoder": {
                "type": "network",
                "network": "flatten",
                "head": {
                  "type": "diagonal-normal",
                  "size": 1
                }
              },
              "prior": "standard-normal",
              "decoder": {
                "type": "network",
                "network": {
                  "type": "mlp",
                  "hidden": [5, 3],
                  "activation": "relu"
                },
                "head": "bernoulli"
              },
              "loss": {
                "type": "elbo",
                "beta": 1.0,
                "samples": 1
              },
              "optimizer": {
                "type": "sgd",
                "learningRate": 0.5,
                "momentum": 0.0
              }
            }
            """);
  }

  @Test
  void theTextAndTheTreeAreReadBackAsTheyWere() {
    Definition full = small.withOptimizer(Sgd.of(0.5)).withLoss(Elbo.beta(0.1));

    assertThat(Definition.fromJson(full.toJson(components), components)).isEqualTo(full);
    assertThat(Definition.fromTree(full.toTree(components), components)).isEqualTo(full);
  }

  @Test
  void severalLatentVariablesStandInPlaceOfEncoderAndPrior() {
    Definition ladder = Definition.of(new Ladder(3), small.decoder());

    Map<String, Object> tree = ladder.toTree(components);

    assertThat(tree).containsKey("latent").doesNotContainKeys("encoder", "prior");
    assertThat(Definition.fromTree(tree, components)).isEqualTo(ladder);
    assertRefused(with("latent=acme:ladder"))
        .hasMessage(
            "cannot read the definition: expected either \"latent\", or \"encoder\" and \"prior\","
                + " got both; remove one");
  }

  @Test
  void aSingleLatentMayBeSpelledOut() {
    Map<String, Object> tree =
        Map.of(
            "latent",
            Map.of("encoder", DefinitionDocument.parse(SMALL).tree().get("encoder")),
            "decoder",
            DefinitionDocument.parse(SMALL).tree().get("decoder"));

    assertThat(Definition.fromTree(tree, components)).isEqualTo(small);
  }

  @Test
  void messagesNameThePlaceInTheDocument() {
    assertRefused(with("decoder.network.hidden[1]=x"))
        .hasMessage(
            "cannot read decoder.network.hidden[1]: expected a whole number of 32 bits, got"
                + " \"x\"");
    assertRefused(with("encoder.head.size=0"))
        .hasMessage("cannot read encoder.head: latent size: expected at least 1, got 0");
    assertRefused(with("decoder.network.hidden=[5, 0]"))
        .hasMessage(
            "cannot read decoder.network: hidden units: expected at least 1 each, got [5, 0]");
    assertRefused(with("optimizer.beta2=1"))
        .hasMessage("cannot read optimizer: Adam betas: expected two in [0, 1), got 0.9 and 1.0");
    assertRefused(with("input.binarize=yes"))
        .hasMessage("cannot read input.binarize: expected true or false, got \"yes\"");
    assertRefused(with("input=binarize"))
        .hasMessage("cannot read input: expected an object, got \"binarize\"");
    assertRefused(with("input.binarized=true"))
        .hasMessage(
            "cannot read input: expected the fields \"binarize\", \"scaling\" of \"input\", got"
                + " \"binarized\"; did you mean \"binarize\"?");
    assertRefused(with("encode=1"))
        .hasMessage(
            "cannot read the definition: expected the fields \"input\", \"encoder\", \"prior\","
                + " \"latent\", \"decoder\", \"loss\", \"optimizer\", got \"encode\"; did you mean"
                + " \"encoder\"?");
  }

  @Test
  void encoderAndDecoderMustBeGiven() {
    Map<String, Object> tree = DefinitionDocument.parse(SMALL).tree();

    assertRefused(Map.of("decoder", tree.get("decoder")))
        .hasMessage("cannot read the definition: expected the field \"encoder\", got none; add it");
    assertRefused(Map.of("encoder", tree.get("encoder")))
        .hasMessage("cannot read the definition: expected the field \"decoder\", got none; add it");
  }

  @Test
  void codeIsNotDataAndHasAPlace() {
    Encoder encoder = Encoder.of(new Flatten(), (features, context) -> null);
    Definition lambda = Definition.of(encoder, small.decoder());

    assertThatThrownBy(() -> lambda.toJson(components))
        .isInstanceOf(DefinitionException.class)
        .hasMessageStartingWith("cannot write encoder.head: expected a registered posterior head")
        .hasMessageContaining("VaeModel.load(path, vae)");
  }

  @Test
  void anOptimizerIsOptional() {
    assertThat(small.toTree(components)).doesNotContainKey("optimizer");
    assertThat(Definition.fromTree(with("optimizer=adam"), components).optimizer())
        .isEqualTo(Optional.of(Adam.standard()));
  }

  private static Map<String, Object> with(String assignment) {
    return DefinitionDocument.parse(SMALL).with(assignment).tree();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Map<String, Object> tree) {
    return assertThatThrownBy(() -> Definition.fromTree(tree, components))
        .isInstanceOf(DefinitionException.class);
  }
}
