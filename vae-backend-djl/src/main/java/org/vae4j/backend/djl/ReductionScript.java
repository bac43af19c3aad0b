package org.vae4j.backend.djl;

import java.util.List;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;

/** Writes reductions. A sum along a repeated axis is a multiplication. */
final class ReductionScript {
  private final Body body;

  ReductionScript(Body body) {
    this.body = body;
  }

  Value write(Reduction operation, Value operand, Shape whole, Shape result) {
    if (operation instanceof Reduction.Sum sum) {
      return sum(sum.axes(), body.named(operand), whole);
    }
    Value x = body.full(operand, whole);
    String arguments = "(" + x.name() + ", " + operation.axes() + ")";
    if (operation instanceof Reduction.Max) {
      return Value.computed(body.let("torch.amax" + arguments), result, Form.FLOAT);
    } else if (operation instanceof Reduction.LogSumExp) {
      return Value.computed(body.let("torch.logsumexp" + arguments), result, Form.FLOAT);
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
    String call =
        !adds
            ? "torch.reshape(" + x.name() + ", " + Body.sizes(kept) + ")"
            : axes.size() == whole.rank()
                ? "torch.sum(" + x.name() + ")"
                : "torch.sum(" + x.name() + ", " + axes + ")";
    Value sum =
        adds
            ? Value.computed(body.let(call), kept, x.form().ofResult())
            : x.viewed(body.let(call), kept);
    if (repeats == 1) {
      return sum;
    }
    String scaled =
        body.let(
            "torch.mul(" + sum.name() + ", " + body.scalar(repeats, x.form().ofResult()) + ")");
    return Value.computed(scaled, kept, x.form().ofResult());
  }
}
