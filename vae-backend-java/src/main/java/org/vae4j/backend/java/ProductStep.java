package org.vae4j.backend.java;

import java.util.Optional;
import org.vae4j.tensor.LinearAlgebra;

/** The step of a matrix product: by a native BLAS if one may be used, else in Java. */
final class ProductStep {
  private ProductStep() {}

  /**
   * C = op(A)·op(B) + addend.
   *
   * @param row added to each row of the product, if given
   * @param whole added as it is, if given; it may be in C
   */
  static Step of(
      LinearAlgebra.Matmul matmul,
      Operand a,
      Operand b,
      Optional<Operand> row,
      Optional<Operand> whole,
      Operand c,
      Workspace workspace) {
    Optional<Operand> addend = row.isPresent() ? row : whole;
    if (workspace.blas().isEmpty()) {
      return new MatmulStep(matmul, a, b, addend, c, workspace);
    }
    boolean adds = addend.isPresent();
    Step product = new NativeMatmulStep(workspace.blas().get(), matmul, a, b, adds, c, workspace);
    if (addend.isEmpty() || addend.get().array() == c.array()) {
      return product;
    }
    float[] source = addend.get().floats();
    float[] target = c.floats();
    return () -> {
      for (int at = 0; at < target.length; at += source.length) {
        System.arraycopy(source, 0, target, at, source.length);
      }
      product.run();
    };
  }
}
