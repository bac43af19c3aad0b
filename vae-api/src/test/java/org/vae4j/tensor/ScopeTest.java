package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What layers may declare, and what the host reads of it afterwards. */
class ScopeTest {
  private static final int ROWS = 5;
  private static final Shape THREE = Shape.of(3);

  private final Trace trace = new Trace(ROWS, true);
  private final Scope root = trace.root();

  @Test
  void namesParametersByTheirPath() {
    Tensor weight =
        root.child("encoder").child("hidden-1").parameter("weight", THREE, Initializer.zeros());

    assertThat(weight.shape()).isEqualTo(THREE);
    assertThat(trace.parameters()).containsOnlyKeys("encoder/hidden-1/weight");
  }

  @Test
  void refusesANameTwiceAndNamesBothLines() {
    root.parameter("weight", THREE, Initializer.zeros());

    assertThatThrownBy(() -> root.parameter("weight", THREE, Initializer.zeros()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'weight' is declared twice")
        .hasMessageMatching("(?s).* at \\w+\\.java:\\d+ and at \\w+\\.java:\\d+.*")
        .hasMessageContaining("shared(name)");
  }

  @Test
  void refusesAChildThatIsSharedToo() {
    root.child("first");
    root.shared("second");
    root.shared("second");

    assertThatThrownBy(() -> root.shared("first"))
        .hasMessageContaining("'first' is declared twice");
    assertThatThrownBy(() -> root.child("second"))
        .hasMessageContaining("'second' is declared twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a#1"})
  void refusesNamesThatPathsAreMadeOf(String name) {
    assertThatThrownBy(() -> root.child(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void visitsASharedScopeAgainWithTheSameParametersAndFreshNoise() {
    Tensor[] weights = new Tensor[2];
    Tensor[] noises = new Tensor[2];
    for (int visit = 0; visit < 2; visit++) {
      Scope critic = root.shared("critic");
      weights[visit] = critic.parameter("weight", THREE, Initializer.zeros());
      noises[visit] = critic.child("drop").normal("noise", THREE);
    }

    assertThat(weights[1]).isSameAs(weights[0]);
    assertThat(noises[1]).isNotSameAs(noises[0]);
    assertThat(trace.noises()).extracting(Trace.Noise::path).containsOnly("critic/drop/noise");
    assertThat(trace.noises()).extracting(Trace.Noise::visit).containsExactly(0, 1);
  }

  @Test
  void refusesAnotherShapeInALaterVisit() {
    root.shared("critic").parameter("weight", THREE, Initializer.zeros());

    assertThatThrownBy(
            () -> root.shared("critic").parameter("weight", Shape.of(4), Initializer.zeros()))
        .hasMessageContaining("expected shape [3]")
        .hasMessageContaining("got [4]");
  }

  @Test
  void updatesAStateInTheFirstVisitOfATrainingStepOnly() {
    for (int visit = 0; visit < 2; visit++) {
      State state = root.shared("norm").state("mean", THREE, Initializer.zeros());
      state.update(state.value().plus(1));
    }
    Trace inference = new Trace(ROWS, false);
    State unchanged = inference.root().state("mean", THREE, Initializer.zeros());
    unchanged.update(unchanged.value().plus(1));

    assertThat(trace.stateUpdates()).containsOnlyKeys("norm/mean");
    assertThat(inference.stateUpdates()).isEmpty();
    assertThatThrownBy(() -> unchanged.update(unchanged.value().sum()))
        .hasMessageContaining("'mean': expected an update of shape [3]");
  }

  @Test
  void foldsSamplesIntoRows() {
    Tensor label = trace.graph().input("label", TensorType.floats(Shape.of(ROWS, 2)));
    Scope folded = root.under(Map.of("label", label)).folding(4);

    assertThat(folded.rows()).isEqualTo(20);
    assertThat(folded.normal("noise", THREE).shape()).isEqualTo(Shape.of(20, 3));
    assertThat(folded.input("label").orElseThrow().shape()).isEqualTo(Shape.of(20, 2));
    assertThat(folded.input("weight")).isEmpty();
    Trace.Noise noise = trace.noises().get(0);
    assertThat(noise.samples()).isEqualTo(4);
    assertThat(noise.tied()).isTrue();
  }

  @Test
  void tiesNoNoiseToRowsThatAreNotOfTheBatch() {
    Scope pseudo = root.detached(7);

    assertThat(pseudo.uniform("noise", THREE).shape()).isEqualTo(Shape.of(7, 3));
    assertThat(root.batchNormal("direction", THREE).shape()).isEqualTo(THREE);
    assertThat(trace.noises()).extracting(Trace.Noise::tied).containsExactly(false, false);
  }

  @Test
  void feedsAScheduleAsAScalar() {
    Tensor beta = root.scalar("beta", Schedule.linear(0, 1).overEpochs(10));

    assertThat(beta.shape()).isEqualTo(Shape.scalar());
    Schedule schedule = trace.scalars().get(0).schedule();
    assertThat(schedule.at(100, 2.5)).isEqualTo(0.25);
    assertThat(schedule.at(100, 12)).isEqualTo(1);
  }
}
