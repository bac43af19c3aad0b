package org.vae4j.backend.nd4j;

import org.vae4j.tensor.TensorType;

/** Gives memory to those who need more than their operands; it lives as long as the computation. */
interface Scratch {
  Operand allocate(TensorType type);
}
