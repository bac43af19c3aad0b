package org.vae4j.backend.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.error.BackendException;

/** An operation of ND4J whose arrays are set once: a run is one call, and creates nothing. */
final class NativeStep implements Step, AutoCloseable {
  private final CustomOp operation;
  private final OpContext context;

  NativeStep(String name, List<Operand> operands, Operand result, long... arguments) {
    INDArray[] inputs = operands.stream().map(Operand::array).toArray(INDArray[]::new);
    this.operation =
        DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(result.array()).build();
    this.context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(inputs);
    context.setOutputArrays(result.array());
    context.setIArguments(arguments);
  }

  @Override
  public void run() {
    Nd4j.getExecutioner().exec(operation, context);
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new BackendException("ND4J could not free " + operation.opName() + ": " + e.getMessage(), e);
    }
  }
}
