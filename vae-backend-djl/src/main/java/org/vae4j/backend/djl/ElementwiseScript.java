package org.vae4j.backend.djl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.UnaryFunction;

/**
 * Writes elementwise operations. They compute at the size that is really there, before any
 * repetition.
 */
final class ElementwiseScript {
  /** Below this many elements a call costs more than its loop. */
  private static final int SMALL = 512;

  /** What is left of the softplus of x: −x and e^−|x|. */
  private record Softened(String negative, String exponential) {}

  private final Body body;
  private final SelectionScript selection;
  private final Map<String, Softened> softened = new HashMap<>();

  ElementwiseScript(Body body, SelectionScript selection) {
    this.body = body;
    this.selection = selection;
  }

  Value write(Elementwise operation, List<Value> operands, DataType type) {
    Value x = operands.get(0);
    if (operation instanceof Elementwise.Unary unary) {
      return unary(unary.function(), x);
    } else if (operation instanceof Elementwise.Binary binary) {
      return binary(binary.function(), x, operands.get(1), Body.form(type));
    } else if (operation instanceof Elementwise.Where) {
      return selection.where(x, operands.get(1), operands.get(2));
    } else if (operation instanceof Elementwise.Polygamma polygamma) {
      return polygamma(polygamma.order(), body.named(x));
    } else if (operation instanceof Elementwise.Cast cast) {
      Form form = Body.form(cast.to());
      Value argument = body.named(x);
      if (argument.form().ofResult() == form) {
        return argument; // The engine would not copy it.
      }
      String converted = body.let("torch.to(" + argument.name() + ", " + body.typeCode(form) + ")");
      return Value.computed(converted, argument.shape(), form);
    }
    return x;
  }

  private Value polygamma(int order, Value x) {
    if (order == 0) {
      return like(x, "torch.digamma(%s");
    }
    Value value = like(x, "torch.polygamma(" + order + ", %s");
    if (order > 1 || !body.isDouble()) {
      return value;
    }
    // The engine's trigamma is right to 4e-10; its zeta is right to rounding, above 0.
    String zero = body.scalar(0, Form.FLOAT);
    String zeta = "torch.special_zeta(2., " + x.name() + ")";
    return like(x, "torch.where(torch.gt(%s, " + zero + "), " + zeta + ", " + value.name());
  }

  private Value unary(UnaryFunction function, Value x) {
    Value argument = body.named(x);
    if (function == UnaryFunction.IS_FINITE) {
      return selection.isFinite(argument);
    } else if (function == UnaryFunction.SOFTPLUS && pays(argument.shape())) {
      return softplus(argument);
    }
    Softened known = softened.get(argument.name());
    if (function == UnaryFunction.SIGMOID && known != null) {
      return sigmoid(known, argument.shape(), body.scalar(1, Form.FLOAT));
    }
    return like(
        argument,
        switch (function) {
          case NEG -> "torch.neg(%s";
          case ABS -> "torch.abs(%s";
          case SIGN -> "torch.sign(%s";
          case EXP -> "torch.exp(%s";
          case EXPM1 -> "torch.expm1(%s";
          case LOG -> "torch.log(%s";
          case LOG1P -> "torch.log1p(%s";
          case SQRT -> "torch.sqrt(%s";
          case SIGMOID -> "torch.sigmoid(%s";
          case TANH -> "torch.tanh(%s";
          // Above the threshold it is x itself: at the default of 20 too early for a double.
          case SOFTPLUS -> "torch.softplus(%s, 1., 40.";
          case ERF -> "torch.erf(%s";
          case ERFC -> "torch.erfc(%s";
          case LGAMMA -> "torch.lgamma(%s";
          case FLOOR -> "torch.floor(%s";
          case SIN -> "torch.sin(%s";
          case COS -> "torch.cos(%s";
          case IS_FINITE -> throw new IllegalStateException("a mask is written elsewhere");
        });
  }

  /** Whether several vectorized calls are faster than one that is not. */
  private boolean pays(Shape shape) {
    return body.onCpu() && shape.elementCount() >= SMALL;
  }

  /** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|). */
  private Value softplus(Value x) {
    Shape shape = x.shape();
    String negative = body.compute("torch.neg(" + x.name(), shape);
    String low = body.compute("torch.minimum(" + x.name() + ", " + negative, shape);
    String exponential = body.compute("torch.exp(" + low, shape);
    softened.put(x.name(), new Softened(negative, exponential));
    String log = body.compute("torch.log1p(" + exponential, shape);
    String high = body.compute("torch.clamp_min(" + x.name() + ", 0", shape);
    return computed("torch.add(" + high + ", " + log, shape, Form.FLOAT);
  }

  /** Writes the sigmoid of x times a factor, where nothing else needs the sigmoid. */
  Value multipliedSigmoid(Value x, Value factor) {
    Value argument = body.named(x);
    Softened known = softened.get(argument.name());
    return known == null
        ? binary(BinaryFunction.TIMES, factor, unary(UnaryFunction.SIGMOID, argument), Form.FLOAT)
        : sigmoid(known, argument.shape().broadcastWith(factor.shape()), body.operand(factor));
  }

  /**
   * A multiple of the derivative of softplus, by the engine's kernel for that of x ↦ −softplus(−x).
   */
  private Value sigmoid(Softened x, Shape shape, String factor) {
    String call = "torch.log_sigmoid_backward(" + factor + ", ";
    call += x.negative() + ", " + x.exponential();
    return Value.computed(body.compute(call, "grad_input", shape), shape, Form.FLOAT);
  }

  /** Writes a ± b·c in one call; all are FLOAT. */
  Value multiplySum(Value a, Value b, Value c, boolean minus) {
    Value first = body.named(a);
    Shape shape = first.shape().broadcastWith(b.shape()).broadcastWith(c.shape());
    String operands = first.name() + ", " + body.operand(b) + ", " + body.operand(c);
    return computed("torch.addcmul(" + operands + (minus ? ", value=-1" : ""), shape, Form.FLOAT);
  }

  private Value like(Value x, String call) {
    return Value.computed(body.compute(call.formatted(x.name()), x.shape()), x.shape(), Form.FLOAT);
  }

  private Value binary(BinaryFunction function, Value a, Value b, Form form) {
    if (function == BinaryFunction.FLOOR_DIV || function == BinaryFunction.MOD) {
      refuseZero(b);
    }
    // Numbers are tensors without axes: as numbers in the text they cost three times the call.
    Value left = b.isNumber() ? body.named(a) : a;
    Shape shape = left.shape().broadcastWith(b.shape());
    String x = body.operand(left);
    String y = body.operand(b);
    return switch (function) {
      case GREATER_THAN -> selection.compare("gt", x, y, shape);
      case EQUAL_TO -> selection.compare("eq", x, y, shape);
      case POW -> computed("torch.pow(" + x + ", " + exponent(b), shape, form);
      default -> computed(kernel(function) + "(" + x + ", " + y, shape, form);
    };
  }

  private Value computed(String call, Shape shape, Form form) {
    String name = form == Form.INT ? body.let(call + ")") : body.compute(call, shape);
    return Value.computed(name, shape, form);
  }

  /** The engine has faster kernels for some exponents, if it knows them beforehand. */
  private String exponent(Value value) {
    return value.isNumber()
        ? Body.literal(value.number().getAsDouble(), value.form())
        : value.name();
  }

  private void refuseZero(Value divisor) {
    String raise =
        "ops.prim.RaiseException(\"" + Failures.quote("division of whole numbers by zero") + "\")";
    if (!divisor.isNumber()) {
      body.line("if bool(torch.any(torch.eq(" + divisor.name() + ", 0))):");
      body.block(() -> body.line(raise));
    } else if (divisor.number().getAsDouble() == 0) {
      body.line(raise);
    }
  }

  private static String kernel(BinaryFunction function) {
    return switch (function) {
      case PLUS -> "torch.add";
      case MINUS -> "torch.sub";
      case TIMES -> "torch.mul";
      case DIVIDED_BY -> "torch.div";
      case MAX -> "torch.maximum";
      case FLOOR_DIV -> "torch.floor_divide";
      case MOD -> "torch.remainder";
      case POW, GREATER_THAN, EQUAL_TO ->
          throw new IllegalStateException(function + " is written elsewhere");
    };
  }
}
