package org.vae4j.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A handle on one step of a computation: it has a type but no numbers. Model code combines tensors
 * as in mathematics, {@code x.matmul(w).plus(b)}, and the graph records it. Immutable.
 *
 * <p>Binary operations broadcast: shapes are aligned at the last axis, an axis of size 1 or a
 * missing one stretches. Axes may be negative everywhere: {@code -1} is the last. Reductions say
 * where: {@code sumOver(-1)}. Every method throws {@link IllegalArgumentException} if types do not
 * fit; the message holds them and the line of model code.
 */
public final class Tensor {
  private final Graph graph;
  private final int id;
  private final Operation operation;
  private final List<Tensor> inputs;
  private final TensorType type;

  Tensor(Graph graph, int id, Operation operation, List<Tensor> inputs, TensorType type) {
    this.graph = graph;
    this.id = id;
    this.operation = operation;
    this.inputs = List.copyOf(inputs);
    this.type = type;
  }

  /** The graph that recorded this tensor. */
  public Graph graph() {
    return graph;
  }

  /** The position in the graph's order: operands have smaller ones. */
  public int id() {
    return id;
  }

  /** What computes this tensor. */
  public Operation operation() {
    return operation;
  }

  /** The operands of {@link #operation()}. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** One operand. */
  public Tensor input(int index) {
    return inputs.get(index);
  }

  /** The static type. */
  public TensorType type() {
    return type;
  }

  /** The size of each axis. */
  public Shape shape() {
    return type.shape();
  }

  /** What the elements are. */
  public DataType dataType() {
    return type.dataType();
  }

  // Arithmetic

  /** this + other. */
  public Tensor plus(Tensor other) {
    return binary(BinaryFunction.PLUS, other);
  }

  /** this + other. */
  public Tensor plus(double other) {
    return plus(fill(other));
  }

  /** this − other. */
  public Tensor minus(Tensor other) {
    return binary(BinaryFunction.MINUS, other);
  }

  /** this − other. */
  public Tensor minus(double other) {
    return minus(fill(other));
  }

  /** this · other, elementwise. */
  public Tensor times(Tensor other) {
    return binary(BinaryFunction.TIMES, other);
  }

  /** this · other. */
  public Tensor times(double other) {
    return times(fill(other));
  }

  /** this / other; FLOAT. */
  public Tensor dividedBy(Tensor other) {
    return binary(BinaryFunction.DIVIDED_BY, other);
  }

  /** this / other; FLOAT. */
  public Tensor dividedBy(double other) {
    return dividedBy(fill(other));
  }

  /** this raised to a power; FLOAT. */
  public Tensor pow(Tensor exponent) {
    return binary(BinaryFunction.POW, exponent);
  }

  /** this raised to a power; FLOAT. */
  public Tensor pow(double exponent) {
    return pow(fill(exponent));
  }

  /** The larger of two, elementwise; equal elements share the gradient. */
  public Tensor max(Tensor other) {
    return binary(BinaryFunction.MAX, other);
  }

  /** The smaller of two, elementwise; equal elements share the gradient. */
  public Tensor min(Tensor other) {
    return neg().max(other.neg()).neg();
  }

  /** ⌊this / other⌋; INT. */
  public Tensor floorDiv(int other) {
    return binary(BinaryFunction.FLOOR_DIV, fill(other));
  }

  /** this modulo other, with the sign of other; INT. */
  public Tensor mod(int other) {
    return binary(BinaryFunction.MOD, fill(other));
  }

  /** A FLOAT mask: 1 where this &gt; other. */
  public Tensor greaterThan(Tensor other) {
    return binary(BinaryFunction.GREATER_THAN, other);
  }

  /** A FLOAT mask: 1 where this &gt; other. */
  public Tensor greaterThan(double other) {
    return greaterThan(fill(other));
  }

  /** A FLOAT mask: 1 where this &lt; other. */
  public Tensor lessThan(Tensor other) {
    return other.greaterThan(this);
  }

  /** A FLOAT mask: 1 where this &lt; other. */
  public Tensor lessThan(double other) {
    return fill(other).greaterThan(this);
  }

  /** A FLOAT mask: 1 where this = other. */
  public Tensor equalTo(Tensor other) {
    return binary(BinaryFunction.EQUAL_TO, other);
  }

  /** A FLOAT mask: 1 where this = other. */
  public Tensor equalTo(double other) {
    return equalTo(fill(other));
  }

  /** −this. */
  public Tensor neg() {
    return dataType() == DataType.FLOAT ? unary(UnaryFunction.NEG) : times(-1);
  }

  /** |this|. */
  public Tensor abs() {
    return unary(UnaryFunction.ABS);
  }

  /** −1, 0 or 1. */
  public Tensor sign() {
    return unary(UnaryFunction.SIGN);
  }

  /** this². */
  public Tensor square() {
    return times(this);
  }

  /** √this. */
  public Tensor sqrt() {
    return unary(UnaryFunction.SQRT);
  }

  /** e to the power of this. */
  public Tensor exp() {
    return unary(UnaryFunction.EXP);
  }

  /** exp(this) − 1, accurate near 0. */
  public Tensor expm1() {
    return unary(UnaryFunction.EXPM1);
  }

  /** The natural logarithm. */
  public Tensor log() {
    return unary(UnaryFunction.LOG);
  }

  /** log(1 + this), accurate near 0. */
  public Tensor log1p() {
    return unary(UnaryFunction.LOG1P);
  }

  /** 1 / (1 + exp(−this)). */
  public Tensor sigmoid() {
    return unary(UnaryFunction.SIGMOID);
  }

  /** The hyperbolic tangent. */
  public Tensor tanh() {
    return unary(UnaryFunction.TANH);
  }

  /** log(1 + exp(this)), without overflow. */
  public Tensor softplus() {
    return unary(UnaryFunction.SOFTPLUS);
  }

  /** max(this, 0), with derivative 0 at 0. */
  public Tensor relu() {
    return where(greaterThan(0), this, fill(0));
  }

  /** The error function. */
  public Tensor erf() {
    return unary(UnaryFunction.ERF);
  }

  /** 1 − erf(this), accurate for large arguments. */
  public Tensor erfc() {
    return unary(UnaryFunction.ERFC);
  }

  /** log |Γ(this)|. */
  public Tensor lgamma() {
    return unary(UnaryFunction.LGAMMA);
  }

  /** The digamma function, the derivative of log Γ. */
  public Tensor digamma() {
    return polygamma(0);
  }

  /** The polygamma function of an order: the (order + 1)-th derivative of log Γ. */
  public Tensor polygamma(int order) {
    return graph.apply(new Elementwise.Polygamma(order), this);
  }

  /** The largest whole number not above this. */
  public Tensor floor() {
    return unary(UnaryFunction.FLOOR);
  }

  /** The sine. */
  public Tensor sin() {
    return unary(UnaryFunction.SIN);
  }

  /** The cosine. */
  public Tensor cos() {
    return unary(UnaryFunction.COS);
  }

  /** A FLOAT mask: 1 where this is neither infinite nor NaN. */
  public Tensor isFinite() {
    return unary(UnaryFunction.IS_FINITE);
  }

  /** this limited to [low, high], with derivative 0 outside. */
  public Tensor clamp(double low, double high) {
    Tensor raised = where(lessThan(low), fill(low), this);
    return where(raised.greaterThan(high), fill(high), raised);
  }

  /** The same numbers as another data type; FLOAT to INT rounds towards 0. */
  public Tensor cast(DataType to) {
    return to == dataType() ? this : graph.apply(new Elementwise.Cast(to), this);
  }

  /** The same numbers, a constant to differentiation. */
  public Tensor stopGradient() {
    return graph.apply(new Elementwise.StopGradient(), this);
  }

  /** a where the FLOAT condition is not 0, else b; all three broadcast. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = joint(joint(a.shape(), b.shape()), condition.shape());
    Tensor[] operands = {a.broadcastTo(shape), b.broadcastTo(shape), condition.broadcastTo(shape)};
    return a.graph.apply(new Elementwise.Where(), operands);
  }

  /** One number in this tensor's type and graph. */
  public Tensor fill(double value) {
    return graph.fill(value, type);
  }

  // Reductions

  /** The sum of all elements, a scalar. */
  public Tensor sum() {
    return sumOver(IntStream.range(0, shape().rank()).toArray());
  }

  /** The mean of all elements, a scalar. */
  public Tensor mean() {
    return sum().dividedBy(shape().elementCount());
  }

  /** The sum over these axes, which leave the shape. */
  public Tensor sumOver(int... axes) {
    return sumOver(ascending(axes));
  }

  Tensor sumOver(List<Integer> axes) {
    return axes.isEmpty() ? this : graph.apply(new Reduction.Sum(axes), this);
  }

  /** The sum over the last {@code count} axes, which leave the shape. */
  public Tensor sumOverLast(int count) {
    int rank = shape().rank();
    return sumOver(IntStream.range(rank - count, rank).toArray());
  }

  /** The mean over these axes, which leave the shape. */
  public Tensor meanOver(int... axes) {
    Tensor sum = sumOver(axes);
    return sum.dividedBy((double) shape().elementCount() / sum.shape().elementCount());
  }

  /** The largest element over these axes, which leave the shape. */
  public Tensor maxOver(int... axes) {
    return axes.length == 0 ? this : graph.apply(new Reduction.Max(ascending(axes)), this);
  }

  /** The smallest element over these axes, which leave the shape. */
  public Tensor minOver(int... axes) {
    return neg().maxOver(axes).neg();
  }

  /** log Σ exp over these axes, which leave the shape. */
  public Tensor logSumExpOver(int... axes) {
    return axes.length == 0 ? this : graph.apply(new Reduction.LogSumExp(ascending(axes)), this);
  }

  /** The INT index of the largest element along an axis, the first of equals. */
  public Tensor argmax(int axis) {
    return graph.apply(new Reduction.ArgMax(axis(axis)), this);
  }

  /** log of the softmax along an axis: x − log Σ exp(x). */
  public Tensor logSoftmaxOver(int axis) {
    return minus(logSumExpOver(axis).expandAt(axis));
  }

  /** The softmax along an axis: exp(x) / Σ exp(x). */
  public Tensor softmaxOver(int axis) {
    return logSoftmaxOver(axis).exp();
  }

  /** The running sum along an axis, each element included. */
  public Tensor cumSum(int axis) {
    return graph.apply(new Indexing.CumSum(axis(axis), false), this);
  }

  // Layout

  /**
   * The same elements in row-major order under another shape; one size may be −1 and is worked out.
   */
  public Tensor reshape(int... sizes) {
    int[] known = sizes.clone();
    int product = 1;
    int open = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] != -1) {
        product *= sizes[axis];
      } else if (open < 0) {
        open = axis;
      } else {
        throw new IllegalArgumentException(
            "reshape: expected at most one size of -1, got "
                + Arrays.toString(sizes)
                + CallSite.suffix());
      }
    }
    if (open >= 0) {
      if (product <= 0 || shape().elementCount() % product != 0) {
        throw new IllegalArgumentException(
            "reshape: "
                + type
                + " does not divide into "
                + Arrays.toString(sizes)
                + CallSite.suffix());
      }
      known[open] = shape().elementCount() / product;
    }
    return reshape(Shape.of(known));
  }

  /** The same elements in row-major order under another shape. */
  public Tensor reshape(Shape shape) {
    return shape.equals(shape()) ? this : graph.apply(new Layout.Reshape(shape), this);
  }

  /** The axes in another order: axis i of the result is axis {@code permutation[i]} of this. */
  public Tensor transpose(int... permutation) {
    List<Integer> axes = Arrays.stream(permutation).map(this::axis).boxed().toList();
    return graph.apply(new Layout.Transpose(axes), this);
  }

  /** The last two axes swapped. */
  public Tensor transposed() {
    int[] permutation = IntStream.range(0, shape().rank()).toArray();
    int last = axis(-1);
    int before = axis(-2);
    permutation[last] = before;
    permutation[before] = last;
    return transpose(permutation);
  }

  /**
   * This shape stretched to another one: aligned at the last axis, sizes of 1 and missing axes
   * repeat.
   */
  public Tensor broadcastTo(Shape target) {
    if (target.equals(shape())) {
      return this;
    }
    int missing = target.rank() - shape().rank();
    int[] aligned = new int[target.rank()];
    for (int axis = 0; axis < aligned.length; axis++) {
      aligned[axis] = axis < missing ? 1 : shape().size(axis - missing);
    }
    Tensor x = missing > 0 ? reshape(Shape.of(aligned)) : this;
    return x.shape().equals(target) ? x : graph.apply(new Layout.Broadcast(target), x);
  }

  /** A new axis of size 1 at this place of the result; −1 appends it. */
  public Tensor expandAt(int axis) {
    int rank = shape().rank() + 1;
    int at = axis < 0 ? axis + rank : axis;
    if (at < 0 || at >= rank) {
      throw new IllegalArgumentException(
          "expandAt: expected an axis in ["
              + -rank
              + ", "
              + rank
              + ") for "
              + type
              + ", got "
              + axis
              + CallSite.suffix());
    }
    return reshape(shape().first(at).concat(Shape.of(1)).concat(shape().last(rank - 1 - at)));
  }

  /**
   * All rows this many times over, {@code [rows, …] → [times · rows, …]}: how something that each
   * row has one of is paired with several samples folded into the rows.
   */
  public Tensor repeat(int times) {
    if (times == 1) {
      return this;
    }
    Tensor repeated = broadcastTo(Shape.of(times).concat(shape()));
    return repeated.reshape(shape().with(0, times * shape().size(0)));
  }

  /** Tensors one after the other along an axis. */
  public static Tensor concat(int axis, Tensor... parts) {
    return concat(axis, List.of(parts));
  }

  /** Tensors one after the other along an axis; at least one. */
  public static Tensor concat(int axis, List<Tensor> parts) {
    Tensor first = parts.get(0);
    return parts.size() == 1
        ? first
        : first.graph.apply(new Layout.Concat(first.axis(axis)), parts);
  }

  /** Tensors of one shape side by side along a new axis at this place. */
  public static Tensor stack(int axis, List<Tensor> parts) {
    return concat(axis, parts.stream().map(part -> part.expandAt(axis)).toList());
  }

  /** The elements {@code [from, to)} along an axis. */
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /** Every stride-th element of {@code [from, to)} along an axis. */
  public Tensor slice(int axis, int from, int to, int stride) {
    int at = axis(axis);
    if (from == 0 && to == shape().size(at) && stride == 1) {
      return this;
    }
    List<Integer> starts = new ArrayList<>();
    List<Integer> limits = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    for (int each = 0; each < shape().rank(); each++) {
      starts.add(each == at ? from : 0);
      limits.add(each == at ? to : shape().size(each));
      strides.add(each == at ? stride : 1);
    }
    return graph.apply(new Layout.Slice(starts, limits, strides), this);
  }

  /** The element at one place of an axis, which leaves the shape. */
  public Tensor at(int axis, int index) {
    return slice(axis, index, index + 1).reshape(shape().without(axis));
  }

  /** Zeros before and after the elements along an axis. */
  public Tensor pad(int axis, int low, int high) {
    int at = axis(axis);
    IntStream axes = IntStream.range(0, shape().rank());
    List<Integer> lows = axes.map(each -> each == at ? low : 0).boxed().toList();
    List<Integer> highs =
        lows.stream().map(each -> 0).collect(java.util.stream.Collectors.toList());
    highs.set(at, high);
    List<Integer> interior = lows.stream().map(each -> 0).toList();
    return graph.apply(new Layout.Pad(lows, highs, interior), this);
  }

  // Indexing

  /**
   * Rows of this table: {@code [n, rest…]} at INT indices {@code [places…]} gives {@code [places…,
   * rest…]}.
   */
  public Tensor gather(Tensor indices) {
    return gather(indices, 0);
  }

  /** As {@link #gather(Tensor)}, within each of the leading batch axes that both share. */
  public Tensor gather(Tensor indices, int batchAxes) {
    return graph.apply(new Indexing.Gather(batchAxes), this, indices);
  }

  /**
   * These updates added up at INT indices of a new axis: {@code [batch…, places…, rest…]} gives
   * {@code [batch…, size, rest…]}, the transpose of gather.
   */
  public Tensor scatterAdd(Tensor indices, int batchAxes, int size) {
    return graph.apply(new Indexing.ScatterAdd(batchAxes, size), this, indices);
  }

  /** The INT indices that sort the last axis ascending, equal elements in their order. */
  public Tensor argSort() {
    return graph.apply(new Indexing.ArgSort(), this);
  }

  /** INT indices {@code [places…]} as a FLOAT {@code [places…, count]} with a 1 at each index. */
  public Tensor oneHot(int count) {
    return expandAt(-1).equalTo(graph.range(count));
  }

  // Linear algebra

  /**
   * The matrix product over the last two axes: {@code [batch…, m, k] × [batch…, k, n]}; batch axes
   * broadcast. A right-hand side of two axes applies to every row of a left-hand side of any rank.
   */
  public Tensor matmul(Tensor right) {
    if (shape().rank() < 2 || right.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "matmul: expected at least two axes each, got "
              + type
              + " and "
              + right.type
              + "; make a vector a matrix with expandAt"
              + CallSite.suffix());
    }
    if (right.shape().rank() == 2 && shape().rank() > 2) {
      Tensor rows = reshape(-1, shape().size(-1));
      return rows.matmul(right).reshape(shape().with(-1, right.shape().size(-1)));
    }
    Shape leftBatch = shape().first(shape().rank() - 2);
    Shape rightBatch = right.shape().first(right.shape().rank() - 2);
    Shape batch = leftBatch.equals(rightBatch) ? leftBatch : joint(leftBatch, rightBatch);
    Tensor a = broadcastTo(batch.concat(shape().last(2)));
    Tensor b = right.broadcastTo(batch.concat(right.shape().last(2)));
    return graph.apply(new LinearAlgebra.Matmul(false, false), a, b);
  }

  /**
   * The lower-triangular L with L·Lᵀ = this; only the lower triangle is read; NaN if not positive
   * definite.
   */
  public Tensor cholesky() {
    return graph.apply(new LinearAlgebra.Cholesky(), this);
  }

  /** The X with this·X = b, for a lower-triangular this; the upper triangle is not read. */
  public Tensor solveLowerTriangular(Tensor b) {
    return graph.apply(new LinearAlgebra.TriangularSolve(true, false), this, b);
  }

  /** For example {@code t12 = matmul FLOAT [64, 400]}. */
  @Override
  public String toString() {
    return "t" + id + " = " + operation.label() + " " + type;
  }

  private Tensor unary(UnaryFunction function) {
    return graph.apply(new Elementwise.Unary(function), this);
  }

  private Tensor binary(BinaryFunction function, Tensor other) {
    Shape shape = joint(other.shape());
    return graph.apply(
        new Elementwise.Binary(function), broadcastTo(shape), other.broadcastTo(shape));
  }

  private Shape joint(Shape other) {
    return shape().equals(other) ? other : joint(shape(), other);
  }

  private static Shape joint(Shape a, Shape b) {
    try {
      return a.broadcastWith(b);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + CallSite.suffix(), e);
    }
  }

  private int axis(int axis) {
    try {
      return shape().axis(axis);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + CallSite.suffix(), e);
    }
  }

  private List<Integer> ascending(int... axes) {
    List<Integer> sorted = Arrays.stream(axes).map(this::axis).sorted().boxed().toList();
    if (sorted.stream().distinct().count() != sorted.size()) {
      throw new IllegalArgumentException(
          "expected distinct axes of "
              + type
              + ", got "
              + Arrays.toString(axes)
              + CallSite.suffix());
    }
    return sorted;
  }
}
