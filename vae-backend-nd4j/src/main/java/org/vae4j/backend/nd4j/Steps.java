package org.vae4j.backend.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Source;

/** The steps of the operations that are not fused. */
final class Steps {
  private final Doubles doubles;
  private final Scratch scratch;

  Steps(Doubles doubles, Scratch scratch) {
    this.doubles = doubles;
    this.scratch = scratch;
  }

  /** The step that computes an operation into its result. */
  Step of(Operation operation, List<Operand> operands, Operand result) {
    Operand x = operands.get(0);
    if (operation instanceof Elementwise elementwise) {
      return special(elementwise, x, result);
    } else if (operation instanceof Reduction reduction) {
      return Reductions.of(reduction, x, result, doubles, scratch);
    } else if (operation instanceof Layout layout) {
      return Layouts.of(layout, operands, result);
    } else if (operation instanceof Indexing indexing) {
      return indexing(indexing, operands, result);
    } else if (operation instanceof LinearAlgebra algebra) {
      return algebra(algebra, operands, result);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }

  private Step special(Elementwise operation, Operand x, Operand result) {
    if (operation instanceof Elementwise.Unary unary) {
      return switch (unary.function()) {
        case ERF -> NativeStep.of(new Erf(x.array(), result.array()), x, result);
        case ERFC -> NativeStep.of(new Erfc(x.array(), result.array()), x, result);
        case LGAMMA -> NativeStep.of("lgamma", List.of(x), result);
        default ->
            throw new IllegalArgumentException("expected a special function, got " + operation);
      };
    } else if (operation instanceof Elementwise.Polygamma polygamma) {
      Operand order = scratch.allocate(x.type());
      Constants.fill(new Source.Fill(polygamma.order(), order.type()), order);
      return NativeStep.of("polygamma", List.of(order, x), result);
    }
    throw new IllegalArgumentException("expected a special function, got " + operation);
  }

  private Step indexing(Indexing operation, List<Operand> operands, Operand result) {
    Operand x = operands.get(0);
    if (operation instanceof Indexing.Gather gather) {
      return Indices.gather(gather, x, operands.get(1), result);
    } else if (operation instanceof Indexing.ScatterAdd scatter) {
      return Indices.scatterAdd(scatter, x, operands.get(1), result);
    } else if (operation instanceof Indexing.ArgSort) {
      return Indices.argSort(x, result, doubles);
    } else if (operation instanceof Indexing.CumSum cumSum) {
      return Reductions.cumSum(cumSum, x, result);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }

  private Step algebra(LinearAlgebra operation, List<Operand> operands, Operand result) {
    Operand a = operands.get(0);
    if (operation instanceof LinearAlgebra.Matmul matmul) {
      return NativeStep.of(
          "matmul",
          operands,
          result,
          matmul.transposeLeft() ? 1 : 0,
          matmul.transposeRight() ? 1 : 0,
          0);
    } else if (operation instanceof LinearAlgebra.Cholesky) {
      return Factorizations.cholesky(a, result, doubles);
    } else if (operation instanceof LinearAlgebra.TriangularSolve solve) {
      return Factorizations.triangularSolve(solve, a, operands.get(1), result, doubles);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }
}
