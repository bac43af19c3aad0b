package org.vae4j.backend.djl;

import java.util.Optional;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.Shape;

/**
 * Writes comparisons and choices. The engine's own choice, {@code torch.where}, is a loop over
 * branches on a CPU: for arrays it takes twenty times as long as arithmetic. Its {@code
 * threshold_backward(x, m, 0)} is a vectorized choice with zero: x where m &gt; 0, else exactly 0,
 * whatever x is. So masks are kept as numbers, and all choices are made of that one.
 */
final class SelectionScript {
  /** Below this many elements a call costs more than its loop. */
  private static final int SMALL = 512;

  private final Body body;
  private final boolean branches;

  /** The choice between tensors is left to the engine where it does not branch, on a GPU. */
  SelectionScript(Body body, boolean branches) {
    this.body = body;
    this.branches = branches;
  }

  /** A mask of where a comparison of two operands holds. */
  Value compare(String comparison, String x, String y, Shape shape) {
    // Into FLOAT room the engine compares with vector instructions, into booleans it does not.
    String call = "torch." + comparison + "(" + x + ", " + y;
    return Value.computed(body.compute(call, shape), shape, Form.MASK);
  }

  /** A mask of where x − x is zero, which it is neither for infinities nor for NaN. */
  Value isFinite(Value x) {
    String difference = body.compute("torch.sub(" + x.name() + ", " + x.name(), x.shape());
    return compare("eq", difference, body.scalar(0, Form.FLOAT), x.shape());
  }

  /** The choice a where p &gt; q, else b, if it only keeps numbers on one side of a bound. */
  Optional<Value> clamp(Value a, Value b, Value p, Value q) {
    boolean below = a.equals(p) && b.equals(q);
    boolean above = a.equals(q) && b.equals(p);
    double bound = a.number().orElse(0);
    // The engine does not say which of 0 and −0 is the larger.
    if (b.isNumber() || bound == 0 || Double.isNaN(bound) || (!below && !above)) {
      return Optional.empty();
    }
    String call = below ? "torch.clamp_min(" : "torch.clamp_max(";
    call += b.name() + ", " + Body.literal(bound, Form.FLOAT);
    return Optional.of(Value.computed(body.compute(call, b.shape()), b.shape(), Form.FLOAT));
  }

  Value where(Value a, Value b, Value condition) {
    Value test = body.named(condition);
    Shape shape = a.shape().broadcastWith(b.shape()).broadcastWith(test.shape());
    Value mask =
        test.form() == Form.MASK
            ? test
            : compare("ne", test.name(), body.scalar(0, Form.FLOAT), test.shape());
    if (is(b, 0) && !needsEngine(a, b)) {
      return chosen(a, mask);
    } else if (needsEngine(a, b) || (engineIsFaster(shape) && !is(a, 0))) {
      String chooses =
          body.let("torch.gt(" + mask.name() + ", " + body.scalar(0, Form.FLOAT) + ")");
      String call = "torch.where(" + chooses + ", " + body.operand(a) + ", " + body.operand(b);
      return a.form() == Form.INT
          ? Value.computed(body.let(call + ")"), shape, Form.INT)
          : Value.computed(body.compute(call, shape), shape, Form.FLOAT);
    }
    String one = body.scalar(1, Form.FLOAT);
    Value inverse =
        Value.computed(
            body.compute("torch.sub(" + one + ", " + mask.name(), mask.shape()),
            mask.shape(),
            Form.MASK);
    if (is(a, 0)) {
      return chosen(b, inverse);
    }
    String sum = "torch.add(" + chosen(a, mask).name() + ", " + chosen(b, inverse).name();
    return Value.computed(body.compute(sum, shape), shape, Form.FLOAT);
  }

  /** The value where a mask is 1, else 0. */
  private Value chosen(Value value, Value mask) {
    Shape shape = value.shape().broadcastWith(mask.shape());
    String operands = "(" + body.operand(value) + ", " + mask.name();
    String name =
        value.isNumber()
            ? body.compute("torch.mul" + operands, shape)
            : body.compute("torch.threshold_backward" + operands + ", 0", "grad_input", shape);
    return Value.computed(name, shape, Form.FLOAT);
  }

  /** Whether arithmetic would not do: it is done in FLOAT, and 0 times infinity is not 0. */
  private static boolean needsEngine(Value a, Value b) {
    return a.form() == Form.INT || infinite(a) || infinite(b);
  }

  private boolean engineIsFaster(Shape shape) {
    return !branches || shape.elementCount() < SMALL;
  }

  private static boolean is(Value value, double number) {
    return value.isNumber() && value.number().getAsDouble() == number;
  }

  private static boolean infinite(Value value) {
    return value.isNumber() && !Double.isFinite(value.number().getAsDouble());
  }
}
