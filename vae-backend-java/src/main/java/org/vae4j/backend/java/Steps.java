package org.vae4j.backend.java;

import java.util.List;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;

/** The kernel of each operation, bound to arrays. */
final class Steps {
  private Steps() {}

  /**
   * The step that computes an operation; sources and operations that only rename an array have
   * none.
   */
  static Step of(Operation operation, List<Operand> operands, Operand result, Workspace workspace) {
    Operand x = operands.get(0);
    if (operation instanceof Elementwise elementwise) {
      return elementwise(elementwise, operands, result);
    } else if (operation instanceof Reduction reduction) {
      return Reductions.of(reduction, x, result);
    } else if (operation instanceof Layout layout) {
      return Layouts.of(layout, operands, result);
    } else if (operation instanceof Indexing indexing) {
      return indexing(indexing, operands, result);
    } else if (operation instanceof LinearAlgebra algebra) {
      return algebra(algebra, operands, result, workspace);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }

  private static Step elementwise(Elementwise operation, List<Operand> operands, Operand result) {
    Operand x = operands.get(0);
    if (operation instanceof Elementwise.Unary unary) {
      return UnaryKernels.of(unary.function(), x.floats(), result.floats());
    } else if (operation instanceof Elementwise.Binary binary) {
      return x.isFloat()
          ? BinaryKernels.of(binary.function(), x, operands.get(1), result)
          : IntKernels.of(binary.function(), x.ints(), operands.get(1).ints(), result);
    } else if (operation instanceof Elementwise.Polygamma polygamma) {
      return UnaryKernels.polygamma(polygamma.order(), x.floats(), result.floats());
    } else if (operation instanceof Elementwise.Cast cast) {
      return cast(cast.to(), x, result);
    } else if (operation instanceof Elementwise.Where) {
      return WhereKernels.of(x, operands.get(1), operands.get(2).floats(), result);
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

  private static Step algebra(
      LinearAlgebra operation, List<Operand> operands, Operand result, Workspace workspace) {
    Operand a = operands.get(0);
    if (operation instanceof LinearAlgebra.Matmul matmul) {
      Operand b = operands.get(1);
      return workspace.blas().isPresent()
          ? new NativeMatmulStep(workspace.blas().get(), matmul, a, b, result, workspace)
          : new MatmulStep(matmul, a, b, result, workspace);
    } else if (operation instanceof LinearAlgebra.Cholesky) {
      return Factorizations.cholesky(a, result);
    } else if (operation instanceof LinearAlgebra.TriangularSolve solve) {
      return Factorizations.triangularSolve(solve, a, operands.get(1), result);
    }
    throw new IllegalArgumentException("expected an operation that computes, got " + operation);
  }
}
