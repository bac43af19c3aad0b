package org.vae4j.examples.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.Backend;
import org.vae4j.backend.BackendOptions;
import org.vae4j.backend.Backends;
import org.vae4j.backend.Precision;
import org.vae4j.error.DefinitionException;
import org.vae4j.examples.Arguments;
import org.vae4j.examples.Images;
import org.vae4j.examples.Run;
import org.vae4j.model.Layer;
import org.vae4j.plugin.Components;
import org.vae4j.tensor.Shape;
import org.vae4j.testkit.GradientCheck;
import org.vae4j.testkit.Numbers;
import org.vae4j.train.Training;

class OwnLayerTest {
  private static final Training SHORT = Training.builder().epochs(2).batchSize(16).seed(1).build();

  @TempDir Path folder;

  @Test
  void itsGradientIsRight() {
    BackendOptions exact = BackendOptions.cpu().withPrecision(Precision.FLOAT64);
    try (Backend backend = Backends.open("java", exact)) {
      GradientCheck.checkLayer(backend, GatedResidual.of(2), Numbers.normal(Shape.of(3, 5), 1));
    }
  }

  @Test
  void trainsAndIsSavedByName() throws IOException {
    Path images = Images.bars(40, folder.resolve("bars-idx3-ubyte"));
    Arguments arguments = Arguments.of(folder.toString(), images.toString());

    Run run = Run.of(OwnLayer.class, new OwnLayerModule(arguments), SHORT);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("decoder/layer-3/back/weight").contains("with them");
    List<String> lines = run.out().lines().toList();
    String saved = lines.get(lines.size() - 2);
    String loaded = lines.get(lines.size() - 1);
    assertThat(loaded.substring(18)).isEqualTo(saved.substring(18));
  }

  @Test
  void isRefusedWhereItDoesNotFit() {
    Components components = Components.find();
    Map<String, Object> ofNoUnits = Map.of("type", "examples:gated-residual", "units", 0L);

    assertThatThrownBy(() -> GatedResidual.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gated residual units: expected at least 1, got 0");
    assertThatThrownBy(() -> components.read(Layer.class, ofNoUnits))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("gated residual units: expected at least 1, got 0");
    assertThatThrownBy(() -> components.read(Layer.class, "examples:gated-residual"))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("\"units\"");
    assertThat(components.problems()).isEmpty();
  }
}
