package org.vae4j.backend.java;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.vae4j.backend.Program;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * Divides a program into units of work. Walking from the results back, an elementwise operation
 * joins the loops that use it, so that it is never stored; unless something else needs its numbers,
 * it is too much to compute twice, or a loop would become larger than the JIT compiler vectorizes.
 * A matrix product takes up the addition of a bias or of another product.
 */
final class Fusion {
  /** What may be computed again in each loop that uses it: about as long as reading it takes. */
  private static final int WORTH_REPEATING = 3;

  /** Sums of rows up to this long are loops; those of longer ones are left to the native BLAS. */
  private static final int COLUMNS_TO_FUSE = 64;

  private final Places places;
  private final Recognition recognition;
  private final int columnsToFuse;
  private final Map<Tensor, Uses> uses = new IdentityHashMap<>();
  private final Map<Tensor, Unit.Product> products = new IdentityHashMap<>();
  private final List<Supplier<Unit>> backwards = new ArrayList<>();

  /** Who uses a tensor. */
  private static final class Uses {
    final Set<LoopDraft> loops = new LinkedHashSet<>();
    boolean needsArray;
  }

  private Fusion(Program program, Places places, boolean exact, boolean calls) {
    this.places = places;
    this.recognition = new Recognition(program, places, exact);
    this.columnsToFuse = calls ? COLUMNS_TO_FUSE : Integer.MAX_VALUE;
    List<Tensor> tensors = program.tensors();
    for (Tensor tensor : tensors) {
      product(tensor).ifPresent(product -> products.put(tensor, product));
    }
    for (int at = tensors.size() - 1; at >= 0; at--) {
      Tensor tensor = tensors.get(at);
      if (places.isResult(tensor)) {
        uses(tensor).needsArray = true;
      }
      boolean computes = places.origin(tensor) == tensor && !(tensor.operation() instanceof Source);
      if (computes && uses.containsKey(tensor) && !recognition.isNeededEarlier(tensor)) {
        compute(tensor, uses(tensor));
      }
      recognition
          .neededBy(tensor)
          .filter(uses::containsKey)
          .ifPresent(sigmoid -> compute(sigmoid, uses(sigmoid)));
    }
  }

  /**
   * The units, each after those whose results it reads.
   *
   * @param exact whether each operation must give the bits that it would give alone
   * @param calls whether the native BLAS may be called
   */
  static List<Unit> units(Program program, Places places, boolean exact, boolean calls) {
    List<Unit> units = new ArrayList<>();
    new Fusion(program, places, exact, calls).backwards.forEach(unit -> units.add(unit.get()));
    Collections.reverse(units);
    return units;
  }

  private Uses uses(Tensor tensor) {
    return uses.computeIfAbsent(places.origin(tensor), key -> new Uses());
  }

  private void compute(Tensor tensor, Uses used) {
    if (products.containsKey(tensor)) {
      add(requireNonNull(products.get(tensor)));
    } else if (tensor.operation() instanceof LinearAlgebra.Matmul) {
      add(new Unit.Product(tensor, tensor, Optional.empty(), Optional.empty()));
    } else if (recognition.isInLoops(tensor) && mayJoin(tensor, used)) {
      used.loops.forEach(loop -> join(tensor, loop));
    } else if (recognition.isInLoops(tensor)) {
      join(tensor, start(new LoopDraft(tensor, places.length(tensor), 1, recognition)));
    } else if (sumsRows(tensor)) {
      Tensor operand = tensor.input(0);
      int count = operand.shape().elementCount();
      int columns = count / tensor.shape().elementCount();
      LoopDraft loop = start(new LoopDraft(tensor, count, columns, recognition));
      uses(operand).loops.add(loop);
    } else {
      add(new Unit.Single(tensor));
    }
  }

  private LoopDraft start(LoopDraft loop) {
    backwards.add(loop::finished);
    return loop;
  }

  private void add(Unit unit) {
    backwards.add(() -> unit);
    unit.reads().forEach(read -> uses(read).needsArray = true);
  }

  private boolean mayJoin(Tensor tensor, Uses used) {
    int length = places.length(tensor);
    boolean repeats = used.loops.size() > 1;
    return !used.needsArray
        && (!repeats || cost(tensor) <= WORTH_REPEATING)
        && used.loops.stream().allMatch(loop -> loop.length() == length && loop.hasRoomFor(tensor));
  }

  /** What it costs to compute a tensor from those that are surely stored. */
  private int cost(Tensor tensor) {
    if (products.containsKey(tensor) || !recognition.isInLoops(tensor)) {
      return 0;
    }
    int cost = recognition.call(tensor).function().cost();
    for (Tensor operand : recognition.call(tensor).operands()) {
      if (cost <= WORTH_REPEATING && !places.isNumber(tensor, operand)) {
        cost += cost(places.origin(operand));
      }
    }
    return cost;
  }

  private void join(Tensor tensor, LoopDraft loop) {
    loop.join(tensor);
    for (Tensor operand : recognition.call(tensor).operands()) {
      Uses used = uses(operand);
      if (loop.length() > 1 && places.isNumber(tensor, operand)) {
        used.needsArray = true;
      } else {
        used.loops.add(loop);
      }
    }
  }

  /** Whether the operation is a sum over whole rows that is best computed in a loop. */
  private boolean sumsRows(Tensor tensor) {
    if (!(tensor.operation() instanceof Reduction.Sum sum) || tensor.dataType() != DataType.FLOAT) {
      return false;
    }
    int rows = tensor.shape().elementCount();
    int count = tensor.input(0).shape().elementCount();
    boolean last = sum.axes().get(0) == tensor.shape().rank();
    return (rows == 1 || last) && count / rows <= columnsToFuse;
  }

  /** The product that an addition of a bias or of another tensor is the end of. */
  private Optional<Unit.Product> product(Tensor sum) {
    if (!(sum.operation() instanceof Elementwise.Binary binary)
        || binary.function() != BinaryFunction.PLUS
        || places.origin(sum) != sum) {
      return Optional.empty();
    }
    Optional<Unit.Product> second = product(sum, sum.input(1), sum.input(0));
    return second.isPresent() ? second : product(sum, sum.input(0), sum.input(1));
  }

  private Optional<Unit.Product> product(Tensor sum, Tensor factor, Tensor addend) {
    Tensor product = places.origin(factor);
    boolean isOnlyAdded = places.uses(product) == 1 && !places.isResult(product);
    if (!(product.operation() instanceof LinearAlgebra.Matmul)
        || !isOnlyAdded
        || places.length(addend) == 1) {
      return Optional.empty();
    }
    int columns = product.shape().size(-1);
    if (addend.operation() instanceof Layout.Broadcast
        && addend.shape().size(-1) == columns
        && addend.input(0).shape().size(-1) == columns
        && addend.input(0).shape().elementCount() == columns) {
      return Optional.of(
          new Unit.Product(sum, product, Optional.of(addend.input(0)), Optional.empty()));
    }
    return Optional.of(new Unit.Product(sum, product, Optional.empty(), Optional.of(addend)));
  }
}
