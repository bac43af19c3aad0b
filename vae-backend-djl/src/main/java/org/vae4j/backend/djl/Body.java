package org.vae4j.backend.djl;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vae4j.backend.Precision;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.TensorType;

/**
 * The statements of a program while they are being written. Those that only say where something
 * lies, such as views, are prepared once for an executable; the rest are made in every run.
 */
final class Body {
  /** The engine's code of single precision. */
  static final int FLOAT32 = 6;

  private static final int INT64 = 4;
  private static final int FLOAT64 = 7;

  private record ScalarKey(Double number, Form form) {}

  /** A name that is there before a run: whose memory it views, and whether in row-major order. */
  private record Prepared(String root, boolean ordered) {}

  /** A prepared place for numbers of a shape. */
  private record Aim(String place, Shape shape) {}

  private final Precision precision;
  private final String device;
  private final List<String> preparation = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();
  private final Map<String, Prepared> prepared = new HashMap<>();
  private final Map<String, String> known = new HashMap<>();
  private final Rooms rooms = new Rooms();
  private final List<Source.Literal> constants = new ArrayList<>();
  private final Map<ScalarKey, String> scalars = new HashMap<>();
  private String indent = "";
  private int names;
  private @Nullable Aim aim;

  /** A body for a device, named as the engine names it. */
  Body(Precision precision, String device) {
    this.precision = precision;
    this.device = device;
  }

  /** The module that prepares: it returns the list of all that a run works with. */
  String preparation(String parameters) {
    StringBuilder text = head(parameters, "List[Tensor]");
    Rooms.Plan plan = plan();
    plan.statements(device).forEach(line -> append(text, line));
    List<String> places = plan.names();
    Set<String> viewed = new LinkedHashSet<>();
    preparation.forEach(line -> viewed.addAll(Rooms.names(line)));
    for (int i = 0; i < places.size(); i++) {
      if (viewed.contains(places.get(i))) {
        append(text, places.get(i) + " = rooms[" + i + "]");
      }
    }
    preparation.forEach(line -> append(text, line));
    String views = "annotate(List[Tensor], [" + String.join(", ", views(places)) + "])";
    append(text, "return torch.add(rooms, " + views + ")");
    return text.toString();
  }

  /** The module of a run. */
  String run(String parameters) {
    StringBuilder text = head("prepared: List[Tensor]" + parameters, "NoneType");
    List<String> needed = new ArrayList<>(plan().names());
    needed.addAll(views(needed));
    if (needed.size() == 1) {
      append(text, needed.get(0) + " = prepared[0]");
    } else if (!needed.isEmpty()) {
      append(text, String.join(", ", needed) + " = prepared");
    }
    statements.forEach(line -> append(text, line));
    append(text, "return None");
    return text.toString();
  }

  private Rooms.Plan plan() {
    Map<String, String> roots = new HashMap<>();
    prepared.forEach((name, place) -> roots.put(name, place.root()));
    return rooms.plan(statements, roots);
  }

  private static StringBuilder head(String parameters, String result) {
    return new StringBuilder(
            "class Step(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n")
        .append("  def forward(self: __torch__.Step, ")
        .append(parameters)
        .append(") -> ")
        .append(result)
        .append(":\n");
  }

  private static void append(StringBuilder text, String line) {
    text.append("    ").append(line).append('\n');
  }

  /** What is prepared and mentioned in a run, besides the rooms. */
  private List<String> views(List<String> places) {
    Set<String> views = new LinkedHashSet<>();
    for (String statement : statements) {
      Rooms.names(statement).stream().filter(prepared::containsKey).forEach(views::add);
    }
    places.forEach(views::remove);
    return List.copyOf(views);
  }

  List<Source.Literal> constants() {
    return constants;
  }

  void line(String statement) {
    statements.add(indent + statement);
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

  /** Names the value of an expression, for which the engine finds room in every run. */
  String let(String expression) {
    String name = freshName();
    line(name + " = " + expression);
    return name;
  }

  /** Names an element of the arguments, such as {@code feeds[2]}. */
  String argument(String expression) {
    return prepare(expression, null, true);
  }

  private String prepare(String expression, @Nullable String root, boolean ordered) {
    return known.computeIfAbsent(
        expression,
        text -> {
          String name = freshName();
          preparation.add(name + " = " + text);
          prepared.put(name, new Prepared(root == null ? name : root, ordered));
          return name;
        });
  }

  /** Names a view of something: prepared, if that is. */
  String view(String source, String expression) {
    Prepared place = prepared.get(source);
    return place == null ? let(expression) : prepare(expression, place.root(), false);
  }

  /** The same elements in row-major order as another shape: a view, where there is one. */
  String reshape(Value source, Shape shape) {
    String name = source.name();
    Prepared place = prepared.get(name);
    if (place != null && !place.ordered()) {
      name = copy(source);
      place = prepared.get(name);
    }
    String expression = "torch.reshape(" + name + ", " + sizes(shape) + ")";
    return place == null ? let(expression) : prepare(expression, place.root(), true);
  }

  /** Copies a value into room of its own. */
  String copy(Value source) {
    String room = room(source.shape(), typeCode(source.form()));
    line(freshName() + " = torch.copy_(" + room + ", " + source.name() + ")");
    return room;
  }

  /** Room for elements of an engine's type, of its own. */
  String room(Shape shape, int type) {
    return room(shape, type, false);
  }

  private String room(Shape shape, int type, boolean inPlace) {
    String name = freshName();
    rooms.add(name, shape, type, inPlace);
    prepared.put(name, new Prepared(name, true));
    return name;
  }

  /**
   * Computes FLOAT numbers into prepared room, each of those at the same place in the operands: the
   * room may be that of an operand.
   *
   * @param call of the engine without its closing parenthesis
   */
  String compute(String call, Shape shape) {
    return compute(call, "out", shape);
  }

  /** Likewise; {@code parameter} is what the engine's function calls the room. */
  String compute(String call, String parameter, Shape shape) {
    return compute(call, parameter, floats(shape, true));
  }

  /** Computes FLOAT numbers into prepared room apart from the operands. */
  String computeApart(String call, Shape shape) {
    return compute(call, "out", floats(shape));
  }

  private String compute(String call, String parameter, String room) {
    line(freshName() + " = " + call + ", " + parameter + "=" + room + ")");
    return room;
  }

  /** Room for FLOAT numbers: where {@link #aim} said, if it is of that shape. */
  String floats(Shape shape) {
    return floats(shape, false);
  }

  private String floats(Shape shape, boolean inPlace) {
    Aim aimed = aim;
    if (aimed != null && aimed.shape().equals(shape)) {
      aim = null;
      return aimed.place();
    }
    return room(shape, typeCode(Form.FLOAT), inPlace);
  }

  /** The next FLOAT numbers of this shape are computed into a prepared place. */
  void aim(String place, Shape shape) {
    aim = new Aim(place, shape);
  }

  /** Forgets where {@link #aim} pointed. */
  void endAim() {
    aim = null;
  }

  boolean onCpu() {
    return device.equals("cpu");
  }

  /** Whether large products of matrices are in bfloat16. */
  boolean roundsProducts() {
    return precision == Precision.BFLOAT16;
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

  /** Adds a constant to the arguments. */
  String constant(Source.Literal literal) {
    constants.add(literal);
    return argument("constants[" + (constants.size() - 1) + "]");
  }

  /** A tensor without axes that holds a number. */
  String scalar(double number, Form form) {
    ScalarKey key = new ScalarKey(number, form);
    String scalar = scalars.get(key);
    if (scalar == null) {
      TensorType type =
          new TensorType(Shape.scalar(), form == Form.INT ? DataType.INT : DataType.FLOAT);
      scalar = constant(new Source.Literal(type, DoubleBuffer.wrap(new double[] {number})));
      scalars.put(key, scalar);
    }
    return scalar;
  }

  /** A row of ones. */
  String ones(int count) {
    Shape shape = Shape.of(1, count);
    return view(
        scalar(1, Form.FLOAT),
        "torch.contiguous(torch.expand(" + scalar(1, Form.FLOAT) + ", " + shape + "))");
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
            : view(scalar, "torch.expand(" + scalar + ", " + sizes(value.shape()) + ")");
    return Value.computed(name, value.shape(), value.form());
  }

  /** The value as an operand of a call that broadcasts. */
  String operand(Value value) {
    return value.isNumber() ? scalar(value.number().getAsDouble(), value.form()) : value.name();
  }

  /** The value with a name and every repetition spelled out (still without copying). */
  Value full(Value value, Shape shape) {
    Value named = named(value);
    String name = named.name();
    return named.shape().equals(shape)
        ? named
        : named.viewed(view(name, "torch.expand(" + name + ", " + sizes(shape) + ")"), shape);
  }

  /** The value as one that later updates leave alone. */
  Value detached(Value value) {
    return value.inMemory() ? Value.computed(copy(value), value.shape(), value.form()) : value;
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
