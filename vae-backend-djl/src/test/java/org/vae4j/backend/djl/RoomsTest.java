package org.vae4j.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Shape;

/** Which results of a run share memory. */
class RoomsTest {
  private static Rooms rooms(String... names) {
    Rooms rooms = new Rooms();
    for (String name : names) {
      rooms.add(name, Shape.of(20), Body.FLOAT32, false);
    }
    return rooms;
  }

  @Test
  void whatIsNeededByOneStatementLiesApartAndWhatIsOverIsUsedAgain() {
    Rooms.Plan plan =
        rooms("t1", "t2", "t3", "t4")
            .plan(
                List.of("t9 = f(out=t1)", "t9 = f(t1, out=t2)", "t9 = f(t2, out=t3)", "f(t3)"),
                Map.of());
    assertThat(plan.names()).containsExactly("t1", "t2", "t3");
    assertThat(plan.statements("cpu"))
        .contains(
            "from6 = [0, 32, 0]",
            "to6 = [20, 52, 20]",
            "all6 = torch.zeros([64], dtype=6, device=torch.device(\"cpu\"))");
  }

  @Test
  void aViewNeedsWhatItIsAViewOf() {
    Rooms.Plan plan =
        rooms("t1", "t2", "t3")
            .plan(
                List.of("t9 = f(out=t1)", "t9 = f(out=t2)", "t9 = f(out=t3)", "f(t2, t3, t5)"),
                Map.of("t5", "t1"));
    assertThat(plan.statements("cpu")).contains("from6 = [0, 32, 64]");
  }

  @Test
  void aResultTakesThePlaceOfAnOperandThatIsOverUnlessAViewOfItIsReadToo() {
    Rooms rooms = rooms("t1", "t2");
    rooms.add("t3", Shape.of(20), Body.FLOAT32, true);
    rooms.add("t4", Shape.of(20), Body.FLOAT32, true);
    rooms.add("t5", Shape.of(10), Body.FLOAT32, true);
    Rooms.Plan plan =
        rooms.plan(
            List.of(
                "t9 = f(out=t1)",
                "t9 = f(t1, out=t2)",
                "t9 = f(t1, t2, out=t3)",
                "t9 = f(t2, t3, t6, out=t4)",
                "t9 = f(t4, out=t5)"),
            Map.of("t6", "t3"));
    // t3 over t1; t4 over t2, because t6 is a view of t3; t5 is smaller than t4.
    assertThat(plan.statements("cpu")).contains("from6 = [0, 32, 0, 32, 0]");
  }
}
