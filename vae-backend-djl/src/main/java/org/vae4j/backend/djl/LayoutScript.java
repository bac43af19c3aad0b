package org.vae4j.backend.djl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/**
 * Writes operations that move elements: views where the engine has them, repetitions left as they
 * are.
 */
final class LayoutScript {
  private final Body body;

  LayoutScript(Body body) {
    this.body = body;
  }

  Value write(Layout operation, List<Value> operands, List<TensorType> types, Shape result) {
    Value x = operands.get(0);
    Shape whole = types.get(0).shape();
    if (operation instanceof Layout.Concat concat) {
      String parts =
          java.util.stream.IntStream.range(0, operands.size())
              .mapToObj(i -> body.full(operands.get(i), types.get(i).shape()).name())
              .collect(Collectors.joining(", "));
      Form form = Body.form(types.get(0).dataType());
      String call = "torch.cat([" + parts + "], " + concat.axis();
      String joined = form == Form.INT ? body.let(call + ")") : body.computeApart(call, result);
      return Value.computed(joined, result, form);
    } else if (operation instanceof Layout.Pad pad) {
      return pad(pad, body.full(x, whole), result);
    } else if (x.isNumber()) {
      return x.numberOfRank(result.rank());
    } else if (operation instanceof Layout.Reshape) {
      return reshape(x, whole, result);
    } else if (operation instanceof Layout.Transpose transpose) {
      List<Integer> permutation = transpose.permutation();
      Shape shape = Shape.of(permutation.stream().mapToInt(x.shape()::size).toArray());
      return x.viewed(
          body.view(x.name(), "torch.permute(" + x.name() + ", " + permutation + ")"), shape);
    } else if (operation instanceof Layout.Slice slice) {
      return slice(slice, x, whole, result);
    }
    return x; // Broadcast: the engine does it where it matters.
  }

  private Value reshape(Value x, Shape whole, Shape result) {
    Value source = x;
    Optional<Shape> moved = movedOnes(x.shape(), whole, result);
    if (moved.isEmpty()) {
      source = body.full(x, whole);
    }
    Shape shape = moved.orElse(result);
    return source.shape().equals(shape)
        ? source
        : source.viewed(body.reshape(source, shape), shape);
  }

  /**
   * If a reshape moves nothing but axes of size 1: the sizes that are really there, in their new
   * places.
   */
  private static Optional<Shape> movedOnes(Shape there, Shape whole, Shape result) {
    if (there.equals(whole)) {
      return Optional.of(result);
    }
    int[] sizes = new int[result.rank()];
    int from = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = 1;
      if (result.size(axis) != 1) {
        while (from < whole.rank() && whole.size(from) == 1) {
          from++;
        }
        if (from == whole.rank() || whole.size(from) != result.size(axis)) {
          return Optional.empty();
        }
        sizes[axis] = there.size(from++);
      }
    }
    return Optional.of(Shape.of(sizes));
  }

  private Value slice(Layout.Slice slice, Value x, Shape whole, Shape result) {
    Value part = x;
    for (int axis = 0; axis < whole.rank(); axis++) {
      boolean all = result.size(axis) == whole.size(axis);
      if (!all && x.shape().size(axis) > 1) {
        String bounds =
            slice.starts().get(axis)
                + ", "
                + slice.limits().get(axis)
                + ", "
                + slice.strides().get(axis);
        String call = "torch.slice(" + part.name() + ", " + axis + ", " + bounds + ")";
        part =
            part.viewed(body.view(part.name(), call), part.shape().with(axis, result.size(axis)));
      }
    }
    return part;
  }

  private Value pad(Layout.Pad pad, Value x, Shape result) {
    if (Collections.max(pad.interior()) == 0) {
      List<Integer> widths = new ArrayList<>();
      for (int axis = result.rank() - 1; axis >= 0; axis--) {
        widths.add(pad.low().get(axis));
        widths.add(pad.high().get(axis));
      }
      String call = "torch.constant_pad_nd(" + x.name() + ", " + widths + ", 0)";
      return Value.computed(body.let(call), result, x.form());
    }
    String zeros = body.let("torch.new_zeros(" + x.name() + ", " + result + ")");
    String places = zeros;
    for (int axis = 0; axis < result.rank(); axis++) {
      int limit = result.size(axis) - pad.high().get(axis);
      String bounds = pad.low().get(axis) + ", " + limit + ", " + (pad.interior().get(axis) + 1);
      places = body.let("torch.slice(" + places + ", " + axis + ", " + bounds + ")");
    }
    body.let("torch.copy_(" + places + ", " + x.name() + ")");
    return Value.computed(zeros, result, x.form());
  }
}
