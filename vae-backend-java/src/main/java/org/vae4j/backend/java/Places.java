package org.vae4j.backend.java;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * Which tensors need an array of their own, and how long. A tensor that shows another under a new
 * shape shares its array. One that holds the same number many times needs an array of one number if
 * all that use it can repeat that.
 */
final class Places {
  private final Set<Tensor> equalNumbers = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Tensor> single = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Tensor, Integer> uses = new IdentityHashMap<>();
  private final Set<Tensor> results = Collections.newSetFromMap(new IdentityHashMap<>());

  Places(Program program) {
    List<Tensor> tensors = program.tensors();
    tensors.stream().filter(this::holdsEqualNumbers).forEach(equalNumbers::add);
    Set<Tensor> whole = Collections.newSetFromMap(new IdentityHashMap<>());
    whole.addAll(program.outputs().values());
    program.updates().forEach(update -> whole.addAll(update.operands()));
    for (int at = tensors.size() - 1; at >= 0; at--) {
      Tensor tensor = tensors.get(at);
      if (equalNumbers.contains(tensor) && count(tensor) > 1 && !whole.contains(tensor)) {
        single.add(tensor);
      }
      if (!repeatsOperands(tensor)) {
        whole.addAll(tensor.inputs());
      }
    }
    for (Tensor tensor : tensors) {
      if (origin(tensor) == tensor) {
        tensor.inputs().stream().map(this::origin).forEach(x -> uses.merge(x, 1, Integer::sum));
      }
    }
    program.outputs().values().forEach(tensor -> results.add(origin(tensor)));
    program.commitIf().ifPresent(tensor -> results.add(origin(tensor)));
    for (Update update : program.updates()) {
      update.operands().forEach(tensor -> results.add(origin(tensor)));
    }
  }

  private static int count(Tensor tensor) {
    return tensor.shape().elementCount();
  }

  private boolean holdsEqualNumbers(Tensor tensor) {
    if (tensor.dataType() != DataType.FLOAT) {
      return false;
    } else if (count(tensor) == 1 || tensor.operation() instanceof Source.Fill) {
      return true;
    }
    return (isFloatElementwise(tensor) || moves(tensor))
        && equalNumbers.containsAll(tensor.inputs());
  }

  /** Whether each number of the result is one of the only operand, none left out of place. */
  private static boolean moves(Tensor tensor) {
    return tensor.operation() instanceof Layout
        && !(tensor.operation() instanceof Layout.Pad)
        && tensor.inputs().size() == 1;
  }

  /** Whether an operation computes FLOAT numbers from the FLOAT numbers at the same place. */
  static boolean isFloatElementwise(Tensor tensor) {
    return tensor.operation() instanceof Elementwise
        && tensor.dataType() == DataType.FLOAT
        && tensor.inputs().stream().allMatch(x -> x.dataType() == DataType.FLOAT);
  }

  /** Whether one number is enough of each operand that holds equal ones. */
  private boolean repeatsOperands(Tensor tensor) {
    return single.contains(tensor) || isInLoops(tensor) || tensor.inputs().isEmpty();
  }

  /** Whether loops can compute the tensor. */
  boolean isInLoops(Tensor tensor) {
    if (tensor.operation() instanceof Elementwise operation) {
      return isFloatElementwise(tensor) && LoopFunction.of(operation).isPresent();
    }
    return moves(tensor)
        && equalNumbers.containsAll(tensor.inputs())
        && !(tensor.operation() instanceof Layout.Reshape);
  }

  /** The tensor whose array holds the numbers of this one: itself, or one that it shows. */
  Tensor origin(Tensor tensor) {
    Tensor origin = tensor;
    while (shows(origin)) {
      origin = origin.input(0);
    }
    return origin;
  }

  private boolean shows(Tensor tensor) {
    if (tensor.operation() instanceof Reduction.Sum) {
      return count(tensor) == count(tensor.input(0));
    }
    return tensor.operation() instanceof Elementwise.StopGradient
        || (moves(tensor) && single.contains(tensor))
        || (tensor.operation() instanceof Layout.Reshape
            && single.contains(tensor) == single.contains(tensor.input(0)));
  }

  /** How many numbers the array of a tensor has. */
  int length(Tensor tensor) {
    return single.contains(tensor) ? 1 : count(tensor);
  }

  /** Whether a loop of the tensor repeats one number of the operand. */
  boolean isNumber(Tensor tensor, Tensor operand) {
    return tensor.operation() instanceof Layout || length(operand) == 1;
  }

  /** How many operations use the numbers of a tensor. */
  int uses(Tensor origin) {
    return uses.getOrDefault(origin, 0);
  }

  /** Whether the numbers of a tensor are needed after all operations. */
  boolean isResult(Tensor origin) {
    return results.contains(origin);
  }
}
