package org.vae4j.backend.java;

import java.util.List;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;

/** The kernels of operations that neither loops nor matrix products compute, bound to arrays. */
final class Steps {
  private Steps() {}

  /** The step that computes an operation. */
  static Step of(Operation operation, List<Operand> operands, Operand result, Workspace workspace) {
    Operand x = operands.get(0);
    if (operation instanceof Elementwise elementwise) {
      return elementwise(elementwise, operands, result, workspace.workers());
    } else if (operation instanceof Reduction reduction) {
      return Reductions.of(reduction, x, result, workspace.blas());
    } else if (operation instanceof Layout layout) {
      return Layouts.of(layout, operands, result);
    } else if (operation instanceof Indexing indexing) {
      return indexing(indexing, operands, result);
    } else if (operation instanceof LinearAlgebra algebra) {
      return algebra(algebra, operands, result);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }

  private static Step elementwise(
      Elementwise operation, List<Operand> operands, Operand result, Workers workers) {
    Operand x = operands.get(0);
    if (operation instanceof Elementwise.Unary unary) {
      return ExponentialStep.of(unary.function(), x.floats(), result.floats(), workers);
    } else if (operation instanceof Elementwise.Binary binary) {
      return IntKernels.of(binary.function(), x.ints(), operands.get(1).ints(), result);
    } else if (operation instanceof Elementwise.Cast cast) {
      return cast(cast.to(), x, result);
    } else if (operation instanceof Elementwise.Where) {
      return IntKernels.choose(
          x.ints(), operands.get(1).ints(), operands.get(2).floats(), result.ints());
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }

  private static Step cast(DataType to, Operand x, Operand result) {
    if (x.type().dataType() == to) {
      return Layouts.copy(x, result);
    } else if (to == DataType.FLOAT) {
      return IntKernels.toFloats(x.ints(), result.floats());
    }
    return IntKernels.toInts(x.floats(), result.ints());
  }

  private static Step indexing(Indexing operation, List<Operand> operands, Operand result) {
    Operand x = operands.get(0);
    if (operation instanceof Indexing.Gather gather) {
      return new GatherStep(gather, x, operands.get(1), result);
    } else if (operation instanceof Indexing.ScatterAdd scatter) {
      return new ScatterAddStep(scatter, x, operands.get(1), result);
    } else if (operation instanceof Indexing.ArgSort) {
      return new ArgSortStep(x.floats(), result.ints(), x.shape().size(-1));
    } else if (operation instanceof Indexing.CumSum cumSum) {
      return Reductions.cumSum(cumSum, x, result);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }

  private static Step algebra(LinearAlgebra operation, List<Operand> operands, Operand result) {
    Operand a = operands.get(0);
    if (operation instanceof LinearAlgebra.Cholesky) {
      return Factorizations.cholesky(a, result);
    } else if (operation instanceof LinearAlgebra.TriangularSolve solve) {
      return Factorizations.triangularSolve(solve, a, operands.get(1), result);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }
}
