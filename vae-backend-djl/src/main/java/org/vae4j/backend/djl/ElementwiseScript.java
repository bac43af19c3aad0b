package org.vae4j.backend.djl;

import java.util.List;
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
  private final Body body;

  ElementwiseScript(Body body) {
    this.body = body;
  }

  Value write(Elementwise operation, List<Value> operands, DataType type) {
    Value x = operands.get(0);
    if (operation instanceof Elementwise.Unary unary) {
      return unary(unary.function(), x);
    } else if (operation instanceof Elementwise.Binary binary) {
      return binary(binary.function(), x, operands.get(1), Body.form(type));
    } else if (operation instanceof Elementwise.Where) {
      return where(x, operands.get(1), operands.get(2));
    } else if (operation instanceof Elementwise.Polygamma polygamma) {
      int order = polygamma.order();
      Value argument = body.numeric(x);
      return like(
          argument, order == 0 ? "torch.digamma(%s)" : "torch.polygamma(" + order + ", %s)");
    } else if (operation instanceof Elementwise.Cast cast) {
      Form form = Body.form(cast.to());
      Value argument = body.named(x);
      String converted = body.let("torch.to(" + argument.name() + ", " + body.typeCode(form) + ")");
      return Value.computed(converted, argument.shape(), form);
    }
    return x;
  }

  private Value unary(UnaryFunction function, Value x) {
    if (function == UnaryFunction.IS_FINITE) {
      Value argument = body.numeric(x);
      return Value.computed(
          body.let("torch.isfinite(" + argument.name() + ")"), argument.shape(), Form.MASK);
    }
    return like(
        body.numeric(x),
        switch (function) {
          case NEG -> "torch.neg(%s)";
          case ABS -> "torch.abs(%s)";
          case SIGN -> "torch.sign(%s)";
          case EXP -> "torch.exp(%s)";
          case EXPM1 -> "torch.expm1(%s)";
          case LOG -> "torch.log(%s)";
          case LOG1P -> "torch.log1p(%s)";
          case SQRT -> "torch.sqrt(%s)";
          case SIGMOID -> "torch.sigmoid(%s)";
          case TANH -> "torch.tanh(%s)";
          // Above the threshold it is x itself; at the engine's default of 20 a double would be
          // wrong by 1e-10.
          case SOFTPLUS -> "torch.softplus(%s, 1., 40.)";
          case ERF -> "torch.erf(%s)";
          case ERFC -> "torch.erfc(%s)";
          case LGAMMA -> "torch.lgamma(%s)";
          case FLOOR -> "torch.floor(%s)";
          case SIN -> "torch.sin(%s)";
          case COS -> "torch.cos(%s)";
          case IS_FINITE -> "torch.isfinite(%s)";
        });
  }

  private Value like(Value x, String call) {
    return Value.computed(body.let(call.formatted(x.name())), x.shape(), x.form());
  }

  private Value binary(BinaryFunction function, Value a, Value b, Form form) {
    boolean compares =
        function == BinaryFunction.GREATER_THAN || function == BinaryFunction.EQUAL_TO;
    Form result = compares ? Form.MASK : form;
    if (b.isNumber() && (function == BinaryFunction.FLOOR_DIV || function == BinaryFunction.MOD)) {
      if (b.number().getAsDouble() == 0) {
        body.line(
            "ops.prim.RaiseException(\""
                + Failures.quote("division of whole numbers by zero")
                + "\")");
      }
    }
    if (b.isNumber() && !a.isNumber()) {
      Value x = body.numeric(a);
      String call =
          rightNumber(function)
              .formatted(x.name(), Body.literal(b.number().getAsDouble(), x.form()));
      return Value.computed(body.let(call), x.shape(), result);
    }
    if (a.isNumber() && !b.isNumber() && !leftNumber(function).isEmpty()) {
      Value x = body.numeric(b);
      String call =
          leftNumber(function)
              .formatted(x.name(), Body.literal(a.number().getAsDouble(), x.form()));
      return Value.computed(body.let(call), x.shape(), result);
    }
    Value left = body.numeric(a);
    Value right = body.numeric(b);
    if (function == BinaryFunction.FLOOR_DIV || function == BinaryFunction.MOD) {
      body.line("if bool(torch.any(torch.eq(" + right.name() + ", 0))):");
      body.block(
          () ->
              body.line(
                  "ops.prim.RaiseException(\""
                      + Failures.quote("division of whole numbers by zero")
                      + "\")"));
    }
    String call = tensors(function) + "(" + left.name() + ", " + right.name() + ")";
    return Value.computed(body.let(call), left.shape().broadcastWith(right.shape()), result);
  }

  private static String tensors(BinaryFunction function) {
    return switch (function) {
      case PLUS -> "torch.add";
      case MINUS -> "torch.sub";
      case TIMES -> "torch.mul";
      case DIVIDED_BY -> "torch.div";
      case POW -> "torch.pow";
      case MAX -> "torch.maximum";
      case GREATER_THAN -> "torch.gt";
      case EQUAL_TO -> "torch.eq";
      case FLOOR_DIV -> "torch.floor_divide";
      case MOD -> "torch.remainder";
    };
  }

  /** The call for a number on the right: %1$s is the tensor, %2$s the number. */
  private static String rightNumber(BinaryFunction function) {
    return (function == BinaryFunction.MAX ? "torch.clamp_min" : tensors(function)) + "(%s, %s)";
  }

  /** The call for a number on the left, or nothing if there is none that rounds once. */
  private static String leftNumber(BinaryFunction function) {
    return switch (function) {
      case PLUS -> "torch.add(%s, %s)";
      case MINUS -> "torch.rsub(%s, %s)";
      case TIMES -> "torch.mul(%s, %s)";
      case POW -> "torch.pow(%2$s, %1$s)";
      case MAX -> "torch.clamp_min(%s, %s)";
      case GREATER_THAN -> "torch.lt(%s, %s)";
      case EQUAL_TO -> "torch.eq(%s, %s)";
      case DIVIDED_BY, FLOOR_DIV, MOD -> "";
    };
  }

  private Value where(Value a, Value b, Value condition) {
    Value test = body.named(condition);
    String mask =
        test.form() == Form.MASK ? test.name() : body.let("torch.ne(" + test.name() + ", 0)");
    Shape shape = a.shape().broadcastWith(b.shape()).broadcastWith(test.shape());
    String call = "torch.where(" + mask + ", " + choice(a) + ", " + choice(b) + ")";
    return Value.computed(body.let(call), shape, a.form() == Form.INT ? Form.INT : Form.FLOAT);
  }

  /** An operand that the engine broadcasts itself. */
  private String choice(Value value) {
    return value.isNumber()
        ? body.scalar(value.number().getAsDouble(), value.form())
        : body.numeric(value).name();
  }
}
