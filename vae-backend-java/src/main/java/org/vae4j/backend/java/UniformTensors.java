package org.vae4j.backend.java;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/** Finds the tensors that hold one number many times and that need no array to hold it. */
final class UniformTensors {
  private final Set<Tensor> uniform = Collections.newSetFromMap(new IdentityHashMap<>());

  private UniformTensors(Program program) {
    for (Tensor tensor : program.tensors()) {
      if (repeatsOneNumber(tensor)) {
        uniform.add(tensor);
      }
    }
    for (Tensor tensor : program.tensors()) {
      if (!acceptsUniformOperands(tensor)) {
        tensor.inputs().forEach(uniform::remove);
      }
    }
    program.outputs().values().forEach(uniform::remove);
    for (Update update : program.updates()) {
      update.operands().forEach(uniform::remove);
    }
  }

  /**
   * The tensors of which one number is enough, because every operation that uses them repeats it.
   */
  static Set<Tensor> of(Program program) {
    return new UniformTensors(program).uniform;
  }

  private static boolean repeatsOneNumber(Tensor tensor) {
    if (tensor.dataType() != DataType.FLOAT || tensor.shape().elementCount() == 1) {
      return false;
    }
    return tensor.operation() instanceof Source.Fill
        || (tensor.operation() instanceof Layout.Broadcast
            && tensor.input(0).shape().elementCount() == 1);
  }

  /**
   * Whether the operation has a kernel for uniform operands, which it has if one operand at least
   * is not.
   */
  private boolean acceptsUniformOperands(Tensor tensor) {
    List<Tensor> operands = tensor.inputs();
    if (tensor.operation() instanceof Elementwise.Binary binary) {
      return binary.function() != BinaryFunction.FLOOR_DIV
          && binary.function() != BinaryFunction.MOD
          && !(repeatsOneNumber(operands.get(0)) && repeatsOneNumber(operands.get(1)));
    }
    return tensor.operation() instanceof Elementwise.Where && !repeatsOneNumber(operands.get(2));
  }
}
