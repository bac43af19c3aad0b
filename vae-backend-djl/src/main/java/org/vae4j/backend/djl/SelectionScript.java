package org.vae4j.backend.djl;

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
    String room =
        "torch.new_empty("
            + x
            + ", "
            + Body.sizes(shape)
            + ", dtype="
            + body.typeCode(Form.FLOAT)
            + ")";
    return Value.computed(
        body.let("torch." + comparison + "(" + x + ", " + y + ", out=" + room + ")"),
        shape,
        Form.MASK);
  }

  /** A mask of where x − x is zero, which it is neither for infinities nor for NaN. */
  Value isFinite(Value x) {
    String difference = body.let("torch.sub(" + x.name() + ", " + x.name() + ")");
    return compare("eq", difference, body.scalar(0, Form.FLOAT), x.shape());
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
      String call =
          "torch.where(" + chooses + ", " + body.operand(a) + ", " + body.operand(b) + ")";
      return Value.computed(body.let(call), shape, a.form() == Form.INT ? Form.INT : Form.FLOAT);
    }
    String one = body.scalar(1, Form.FLOAT);
    Value inverse =
        Value.computed(
            body.let("torch.sub(" + one + ", " + mask.name() + ")"), mask.shape(), Form.MASK);
    if (is(a, 0)) {
      return chosen(b, inverse);
    }
    String sum = "torch.add(" + chosen(a, mask).name() + ", " + chosen(b, inverse).name() + ")";
    return Value.computed(body.let(sum), shape, Form.FLOAT);
  }

  /** The value where a mask is 1, else 0. */
  private Value chosen(Value value, Value mask) {
    String call =
        value.isNumber()
            ? "torch.mul(" + mask.name() + ", " + body.operand(value) + ")"
            : "torch.threshold_backward(" + value.name() + ", " + mask.name() + ", 0)";
    return Value.computed(body.let(call), value.shape().broadcastWith(mask.shape()), Form.FLOAT);
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
