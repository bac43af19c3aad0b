package org.vae4j.backend.djl;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.Precision;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.TensorType;

/** The statements of a module's {@code forward} while it is being written. */
final class Body {
  /** The engine's code of single precision. */
  static final int FLOAT32 = 6;

  private static final int INT64 = 4;
  private static final int FLOAT64 = 7;

  private record ScalarKey(Double number, Form form) {}

  private final Precision precision;
  private final StringBuilder text = new StringBuilder();
  private final List<Source.Literal> constants = new ArrayList<>();
  private final Map<ScalarKey, String> scalars = new HashMap<>();
  private String indent = "    ";
  private int names;

  Body(Precision precision) {
    this.precision = precision;
  }

  String text() {
    return text.toString();
  }

  List<Source.Literal> constants() {
    return constants;
  }

  void line(String statement) {
    text.append(indent).append(statement).append('\n');
  }

  /** Writes the statements of a block that follows a line with a colon. */
  void block(Runnable statements) {
    String outer = indent;
    indent = outer + "  ";
    statements.run();
    indent = outer;
  }

  String freshName() {
    return "t" + names++;
  }

  /** Sizes as source text; an empty list has to say of what. */
  static String sizes(Shape shape) {
    return shape.rank() == 0 ? "annotate(List[int], [])" : shape.toString();
  }

  /** Names the value of an expression. */
  String let(String expression) {
    String name = freshName();
    line(name + " = " + expression);
    return name;
  }

  boolean isDouble() {
    return precision == Precision.FLOAT64;
  }

  /** The engine's code of an element type. */
  int typeCode(Form form) {
    return form == Form.INT ? INT64 : isDouble() ? FLOAT64 : FLOAT32;
  }

  static Form form(DataType type) {
    return type == DataType.INT ? Form.INT : Form.FLOAT;
  }

  /** Adds a constant to the arguments of the module. */
  String constant(Source.Literal literal) {
    constants.add(literal);
    return let("constants[" + (constants.size() - 1) + "]");
  }

  /** A tensor without axes that holds a number. */
  String scalar(double number, Form form) {
    ScalarKey key = new ScalarKey(number, form);
    String known = scalars.get(key);
    if (known == null) {
      TensorType type =
          new TensorType(Shape.scalar(), form == Form.INT ? DataType.INT : DataType.FLOAT);
      known = constant(new Source.Literal(type, DoubleBuffer.wrap(new double[] {number})));
      scalars.put(key, known);
    }
    return known;
  }

  /** The value with a name, of its own shape. */
  Value named(Value value) {
    if (!value.isNumber()) {
      return value;
    }
    String scalar = scalar(value.number().getAsDouble(), value.form());
    String name =
        value.shape().rank() == 0
            ? scalar
            : let("torch.expand(" + scalar + ", " + sizes(value.shape()) + ")");
    return Value.computed(name, value.shape(), value.form());
  }

  /** The value as an operand of a call that broadcasts. */
  String operand(Value value) {
    return value.isNumber() ? scalar(value.number().getAsDouble(), value.form()) : value.name();
  }

  /** The value with a name and every repetition spelled out (still without copying). */
  Value full(Value value, Shape shape) {
    Value named = named(value);
    return named.shape().equals(shape)
        ? named
        : named.viewed(let("torch.expand(" + named.name() + ", " + sizes(shape) + ")"), shape);
  }

  /** The value as one that later updates leave alone. */
  Value detached(Value value) {
    return value.inMemory()
        ? Value.computed(let("torch.clone(" + value.name() + ")"), value.shape(), value.form())
        : value;
  }

  /** A number as source text. */
  static String literal(double number, Form form) {
    if (Double.isNaN(number)) {
      return "nan";
    } else if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    return form == Form.INT ? Long.toString((long) number) : Double.toString(number);
  }
}
