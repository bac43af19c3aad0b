package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acme.Providers.Ladder;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.Update;
import org.vae4j.error.DefinitionException;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.LikelihoodHead;
import org.vae4j.model.Loss;
import org.vae4j.model.Objective;
import org.vae4j.model.Optimizer;
import org.vae4j.model.PosteriorHead;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.Activation;
import org.vae4j.network.BernoulliHead;
import org.vae4j.network.Dense;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Sequential;
import org.vae4j.optimizer.Sgd;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.NoiseStream;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/** A plug-in may add to every kind that a definition knows, and to a kind of its own. */
final class EveryKindTest {
  record Halving(double start) implements Schedule {
    @Override
    public double at(long step, double epoch) {
      return start * Math.pow(0.5, epoch);
    }
  }

  record Filled(double value) implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, NoiseStream noise) {
      Arrays.fill(values, (float) value);
    }
  }

  record Tempered(Schedule temperature) implements Loss {
    @Override
    public Objective evaluate(ForwardPass pass) {
      return Objective.loss(pass.logWeight().meanOver(0).neg());
    }
  }

  record Signs(Schedule learningRate) implements Optimizer {
    @Override
    public List<Update> updates(Map<Variable, Tensor> gradients, Scope scope) {
      return List.of();
    }
  }

  /** A kind that this library does not know. */
  interface Metric {}

  record Distance(int norm) implements Metric {}

  record Measured(Metric metric, List<Metric> more) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      return x;
    }
  }

  private static final PosteriorHead POSTERIOR = DiagonalNormalHead.of(3)::apply;
  private static final LikelihoodHead LIKELIHOOD = BernoulliHead.of()::apply;
  private static final Layer LAYER = (x, scope) -> x.times(x.sigmoid());
  private static final Prior PRIOR = new StandardNormal()::distribution;
  private static final Encoder ENCODER = Encoder.of(LAYER, POSTERIOR)::encode;
  private static final Decoder DECODER = Decoder.of(LAYER, LIKELIHOOD)::decode;

  private static final ComponentProvider PROVIDER =
      new ComponentProvider() {
        @Override
        public int spiVersion() {
          return SPI_VERSION;
        }

        @Override
        public List<Component<?>> components() {
          return List.of(
              Component.of(Layer.class, "acme:layer", LAYER),
              Component.of(PosteriorHead.class, "acme:posterior", POSTERIOR),
              Component.of(LikelihoodHead.class, "acme:likelihood", LIKELIHOOD),
              Component.of(Encoder.class, "acme:encoder", ENCODER),
              Component.of(Decoder.class, "acme:decoder", DECODER),
              Component.of(Prior.class, "acme:prior", PRIOR),
              Component.of(LatentModel.class, "acme:latent", new Ladder(2)),
              Component.of(Loss.class, "acme:tempered", new Tempered(Schedule.constant(1))),
              Component.of(Optimizer.class, "acme:signs", new Signs(Schedule.constant(0.1))),
              Component.of(Schedule.class, "acme:halving", new Halving(1)),
              Component.of(Initializer.class, "acme:filled", new Filled(0.5)),
              Component.of(Metric.class, "acme:distance", new Distance(2)).asDefault(),
              Component.of(Layer.class, "acme:measured", new Measured(new Distance(1), List.of())));
        }
      };

  private final Components components = Components.of(PROVIDER);

  @Test
  void everyPartOfADefinition() {
    String halving = "{\"type\": \"acme:halving\", \"start\": 0.5}";
    Definition definition =
        read(
            """
            {
              "encoder": {
                "network": {
                  "type": "sequential",
                  "layers": [
                    "acme:layer",
                    {"type": "dense", "units": 5, "initializer": {"type": "acme:filled", "value": 2}}
                  ]
                },
                "head": "acme:posterior"
              },
              "prior": "acme:prior",
              "decoder": {"network": "relu", "head": "acme:likelihood"},
              "loss": {"type": "acme:tempered", "temperature": %1$s},
              "optimizer": {"type": "acme:signs", "learningRate": %1$s}
            }
            """
                .formatted(halving));

    Layer dense = Dense.of(5).withInitializer(new Filled(2));
    Definition expected =
        new Definition(
            InputOptions.standard(),
            new SingleLatent(Encoder.of(Sequential.of(LAYER, dense), POSTERIOR), PRIOR),
            Decoder.of(Activation.RELU, LIKELIHOOD),
            new Tempered(new Halving(0.5)),
            Optional.of(new Signs(new Halving(0.5))));
    assertThat(definition).isEqualTo(expected);
    assertThat(read(definition.toJson(components))).isEqualTo(definition);
  }

  @Test
  void wholeEncodersDecodersAndLatentModels() {
    Definition encoder = read("{\"encoder\": \"acme:encoder\", \"decoder\": \"acme:decoder\"}");
    Definition ladder =
        read(
            "{\"latent\": {\"type\": \"acme:latent\", \"steps\": 3}, \"decoder\":"
                + " \"acme:decoder\"}");

    assertThat(encoder).isEqualTo(Definition.of(ENCODER, DECODER));
    assertThat(read(encoder.toJson(components))).isEqualTo(encoder);
    assertThat(ladder).isEqualTo(Definition.of(new Ladder(3), DECODER));
    assertThat(read(ladder.toJson(components))).isEqualTo(ladder);
  }

  @Test
  void schedulesInStandardParts() {
    Map<String, Object> halving = Map.of("type", "acme:halving", "start", 3);

    assertThat(components.read(Loss.class, Map.of("type", "elbo", "beta", halving)))
        .isEqualTo(Elbo.beta(new Halving(3)));
    assertThat(components.read(Optimizer.class, Map.of("type", "sgd", "learningRate", halving)))
        .isEqualTo(new Sgd(new Halving(3), 0));
  }

  @Test
  void aKindOfItsOwn() {
    Map<String, Object> tree =
        Map.of(
            "type",
            "acme:measured",
            "metric",
            Map.of("norm", 3),
            "more",
            List.of("acme:distance", Map.of("type", "acme:distance", "norm", 7)));

    assertThat(components.read(Layer.class, tree))
        .isEqualTo(new Measured(new Distance(3), List.of(new Distance(2), new Distance(7))));
    assertThatThrownBy(
            () ->
                components.read(Layer.class, Map.of("type", "acme:measured", "metric", "distance")))
        .isInstanceOf(DefinitionException.class)
        .hasMessageStartingWith(
            "cannot read metric: expected one of the metrics \"acme:distance\", got \"distance\"");
  }

  private Definition read(String json) {
    return Definition.fromJson(json, components);
  }
}
