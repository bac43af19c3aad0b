package org.vae4j.backend.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.tensor.Tensor;

/** A piece of work of a plan: it computes one tensor from tensors that have arrays. */
sealed interface Unit {
  /** What is computed. */
  Tensor result();

  /** The tensors whose arrays are read. */
  List<Tensor> reads();

  /**
   * A loop over numbers.
   *
   * @param reads in the order of the code's arrays and numbers
   * @param columns how many values make one number of a sum; 1 otherwise
   */
  record Loop(Tensor result, List<Tensor> reads, LoopCode code, int columns) implements Unit {}

  /**
   * A matrix product with an addend.
   *
   * @param result the sum
   * @param product the matmul that computes the product
   * @param row added to each row
   * @param whole added as it is
   */
  record Product(Tensor result, Tensor product, Optional<Tensor> row, Optional<Tensor> whole)
      implements Unit {
    @Override
    public List<Tensor> reads() {
      List<Tensor> reads = new ArrayList<>(product.inputs());
      row.ifPresent(reads::add);
      whole.ifPresent(reads::add);
      return reads;
    }
  }

  /** An operation with a kernel of its own. */
  record Single(Tensor result) implements Unit {
    @Override
    public List<Tensor> reads() {
      return result.inputs();
    }
  }
}
