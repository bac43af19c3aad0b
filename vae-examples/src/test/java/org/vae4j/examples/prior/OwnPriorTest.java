package org.vae4j.examples.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.VaeModel;
import org.vae4j.data.Dataset;
import org.vae4j.error.DefinitionException;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Run;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.network.DiagonalNormalHead;
import org.vae4j.network.Mlp;
import org.vae4j.network.NormalHead;
import org.vae4j.plugin.Components;
import org.vae4j.plugin.Definition;

class OwnPriorTest {
  private final Components components = Components.find();

  @TempDir Path folder;

  @Test
  void fitsClustersBetterThanTheStandardNormal() throws IOException {
    Run run = Run.of(OwnPrior.class, new OwnPriorModule(Arguments.of(folder.toString())));

    assertThat(run.err()).isEmpty();
    assertThat(elbo("mixture", run)).isGreaterThan(elbo("N(0, I)", run) + 1);
    try (VaeModel model = VaeModel.load(folder.resolve("mixture.vae"))) {
      assertThat(model.generate(10, 1).rows()).isEqualTo(10);
    }
    assertThat(Dataset.open(folder.resolve("clusters.csv")).width()).isEqualTo(8);
  }

  private static double elbo(String prior, Run run) {
    Matcher line = Pattern.compile(Pattern.quote(prior) + ": ELBO +(-\\S+),").matcher(run.out());
    assertThat(line.find()).as(run.out()).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void theDensityOfTheClustersIsTheirEntropy() {
    // Clusters hardly overlap: log 5 for which one, and eight normal coordinates.
    double noise = 0.3 * 0.3;
    double entropy =
        Math.log(5)
            + 4 * Math.log(2 * Math.PI * Math.E * noise)
            + Math.log(2); // two of the variances are twice as large

    assertThat(Clusters.logDensity(Clusters.of(20_000, 1))).isCloseTo(-entropy, within(0.05));
  }

  @Test
  void hasANameInDefinitions() throws IOException {
    String json = Files.readString(Path.of("definitions", "mixture-prior.json"));

    assertThat(Definition.fromJson(json, components))
        .isEqualTo(
            Definition.of(
                new SingleLatent(
                    Encoder.of(Mlp.of(32), DiagonalNormalHead.of(2)), MixturePrior.of(10)),
                Decoder.of(Mlp.of(32), NormalHead.perFeature())));
    assertThat(components.problems()).isEmpty();
  }

  @Test
  void isRefusedWithoutItsJarOrComponents() throws IOException {
    String json = Files.readString(Path.of("definitions", "mixture-prior.json"));
    Map<String, Object> ofNone = Map.of("type", "examples:mixture", "components", 0L);

    assertThatThrownBy(() -> Definition.fromJson(json, Components.of()))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(
            "expected one of the priors \"standard-normal\", got \"examples:mixture\"; add the jar"
                + " that provides it to the classpath");
    assertThatThrownBy(() -> components.read(Prior.class, ofNone))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("mixture prior components: expected at least 1, got 0");
  }
}
