package org.vae4j.backend.djl;

import java.util.List;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;

/** Writes reductions. A sum along a repeated axis is a multiplication. */
final class ReductionScript {
  /** Up to so many elements a product with ones is a faster sum of rows. */
  private static final int SMALL = 8192;

  private final Body body;

  ReductionScript(Body body) {
    this.body = body;
  }

  Value write(Reduction operation, Value operand, Shape whole, Shape result) {
    if (operation instanceof Reduction.Sum sum) {
      return sum(sum.axes(), body.named(operand), whole);
    }
    Value x = body.full(operand, whole);
    String arguments = "(" + x.name() + ", " + operation.axes();
    if (operation instanceof Reduction.Max) {
      String call = "torch.amax" + arguments + ", False";
      return Value.computed(body.computeApart(call, result), result, Form.FLOAT);
    } else if (operation instanceof Reduction.LogSumExp) {
      String call = "torch.logsumexp" + arguments + ", False";
      return Value.computed(body.computeApart(call, result), result, Form.FLOAT);
    }
    String call = "torch.argmax(" + x.name() + ", " + operation.axes().get(0) + ")";
    return Value.computed(body.let(call), result, Form.INT);
  }

  private Value sum(List<Integer> axes, Value x, Shape whole) {
    Shape kept = x.shape();
    int repeats = 1;
    boolean adds = false;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int axis = axes.get(i);
      repeats *= whole.size(axis) / x.shape().size(axis);
      adds |= x.shape().size(axis) > 1;
      kept = kept.without(axis);
    }
    Value sum =
        adds
            ? Value.computed(added(axes, x, kept), kept, x.form().ofResult())
            : x.viewed(body.reshape(x, kept), kept);
    if (repeats == 1) {
      return sum;
    }
    Form form = x.form().ofResult();
    String call = "torch.mul(" + sum.name() + ", " + body.scalar(repeats, form);
    String scaled = form == Form.INT ? body.let(call + ")") : body.compute(call, kept);
    return Value.computed(scaled, kept, form);
  }

  private String added(List<Integer> axes, Value x, Shape kept) {
    if (x.form() == Form.INT) {
      return body.let("torch.sum(" + x.name() + ", " + axes + ")");
    }
    boolean rows = x.shape().rank() == 2 && axes.equals(List.of(0));
    if (rows && x.shape().elementCount() <= SMALL) {
      String sum = body.floats(kept);
      String row = body.reshape(Value.computed(sum, kept, Form.FLOAT), Shape.of(1, kept.size(0)));
      String ones = body.ones(x.shape().size(0));
      body.let("torch.mm(" + ones + ", " + x.name() + ", out=" + row + ")");
      return sum;
    }
    return body.computeApart("torch.sum(" + x.name() + ", " + axes + ", False, dtype=None", kept);
  }
}
