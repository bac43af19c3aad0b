package org.vae4j.backend.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.error.BackendException;

/** An operation of ND4J whose arrays are set once: a run is one call, and creates nothing. */
final class NativeStep implements Step, AutoCloseable {
  private final OpContext context;
  private final Step call;

  private NativeStep(OpContext context, Step call) {
    this.context = context;
    this.call = call;
  }

  /** An operation by its name. */
  static NativeStep of(String name, List<Operand> operands, Operand result, long... arguments) {
    OpContext context = context(operands, result);
    context.setIArguments(arguments);
    CustomOp operation = DynamicCustomOp.builder(name).build();
    return new NativeStep(context, () -> Nd4j.getExecutioner().exec(operation, context));
  }

  /** An operation of the older kind, which has no name to be called by. */
  static NativeStep of(Op operation, Operand operand, Operand result) {
    OpContext context = context(List.of(operand), result);
    return new NativeStep(context, () -> Nd4j.getExecutioner().exec(operation, context));
  }

  private static OpContext context(List<Operand> operands, Operand result) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(operands.stream().map(Operand::array).toArray(INDArray[]::new));
    context.setOutputArrays(result.array());
    return context;
  }

  @Override
  public void run() {
    call.run();
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new BackendException("a context of ND4J could not be freed: " + e.getMessage(), e);
    }
  }
}
