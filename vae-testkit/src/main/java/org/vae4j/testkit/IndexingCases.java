package org.vae4j.testkit;

import static org.vae4j.testkit.OperationCase.caseOf;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Shape;

/** Looking up, adding up at indices, sorting, running sums. */
final class IndexingCases {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private IndexingCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    lookUp(cases, 0, Shape.of(5), Shape.scalar());
    lookUp(cases, 0, Shape.of(1), Shape.of(3));
    lookUp(cases, 0, Shape.of(7, 3), Shape.of(11));
    lookUp(cases, 0, Shape.of(7, 3), Shape.scalar());
    lookUp(cases, 0, Shape.of(7, 2, 3), Shape.of(2, 5));
    lookUp(cases, 1, Shape.of(2, 5, 3), Shape.of(2, 4));
    lookUp(cases, 1, Shape.of(2, 5, 3), Shape.of(2));
    lookUp(cases, 1, Shape.of(2, 5), Shape.of(2, 3, 1));
    lookUp(cases, 2, Shape.of(2, 3, 5), Shape.of(2, 3, 7));
    lookUp(cases, 2, Shape.of(2, 3, 5), Shape.of(2, 3));
    lookUp(cases, 2, Shape.of(1, 3, 5, 2), Shape.of(1, 3, 4));
    sorting(cases);
    for (boolean reverse : new boolean[] {false, true}) {
      for (Shape shape : List.of(Shape.of(1), Shape.of(13), Shape.of(2, 3, 5), Shape.of(1, 7, 1))) {
        for (int axis = 0; axis < shape.rank(); axis++) {
          String along = "along " + axis + (reverse ? " from the end" : "");
          cases.add(
              caseOf(
                  along,
                  Tolerances.SUM,
                  new Indexing.CumSum(axis, reverse),
                  Numbers.normal(shape, 61)));
        }
      }
    }
    return cases;
  }

  /** A gather from a table, and its transpose into the table's shape. */
  private static void lookUp(List<OperationCase> cases, int batchAxes, Shape table, Shape places) {
    int size = table.size(batchAxes);
    Numbers indices = Numbers.indices(places, size, 62);
    Shape gathered = places.concat(table.last(table.rank() - batchAxes - 1));
    String batch = batchAxes + " batch axes";
    Indexing gather = new Indexing.Gather(batchAxes);
    Indexing scatter = new Indexing.ScatterAdd(batchAxes, size);
    cases.add(caseOf(batch, Tolerances.EXACT, gather, Numbers.normal(table, 63), indices));
    cases.add(
        caseOf(batch, Tolerances.EXACT, gather, Numbers.indices(table, 1 << 30, 64), indices));
    cases.add(caseOf(batch, Tolerances.SUM, scatter, Numbers.normal(gathered, 65), indices));
    cases.add(
        caseOf(batch, Tolerances.EXACT, scatter, Numbers.indices(gathered, 1 << 20, 66), indices));
    Numbers equal = Numbers.indices(places, 1, 67);
    cases.add(
        caseOf(
            batch + ", equal indices",
            Tolerances.SUM,
            scatter,
            Numbers.normal(gathered, 68),
            equal));
  }

  private static void sorting(List<OperationCase> cases) {
    Indexing sort = new Indexing.ArgSort();
    for (Shape shape : List.of(Shape.of(1), Shape.of(3, 1), Shape.of(37), Shape.of(2, 3, 11))) {
      cases.add(caseOf("", Tolerances.EXACT, sort, Numbers.normal(shape, 69)));
      cases.add(caseOf("ties", Tolerances.EXACT, sort, Numbers.generated(shape, i -> i * 5 % 4)));
    }
    cases.add(
        caseOf("all equal", Tolerances.EXACT, sort, Numbers.generated(Shape.of(101), i -> 2)));
    Numbers zeros = Numbers.of(Shape.of(2, 4), 0, -0.0, 0, -0.0, -0.0, 1, 0, -1);
    cases.add(caseOf("both zeros are equal", Tolerances.EXACT, sort, zeros));
    Numbers infinite =
        Numbers.of(Shape.of(6), INFINITY, 1e30f, -INFINITY, -1e30f, INFINITY, -INFINITY);
    cases.add(caseOf("infinities", Tolerances.EXACT, sort, infinite));
  }
}
