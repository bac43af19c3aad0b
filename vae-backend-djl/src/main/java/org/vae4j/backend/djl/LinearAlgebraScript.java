package org.vae4j.backend.djl;

import java.util.List;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/** Writes operations on matrices. */
final class LinearAlgebraScript {
  private final Body body;

  LinearAlgebraScript(Body body) {
    this.body = body;
  }

  /** Writes one operation on operands that are complete. */
  Value write(LinearAlgebra operation, List<Value> operands, Shape result) {
    Value x = operands.get(0);
    if (operation instanceof LinearAlgebra.Matmul matmul) {
      String call = result.rank() == 2 ? "torch.mm(" : "torch.matmul(";
      return Value.computed(body.let(call + factors(matmul, operands) + ")"), result, Form.FLOAT);
    } else if (operation instanceof LinearAlgebra.Cholesky) {
      return cholesky(x, result);
    }
    LinearAlgebra.TriangularSolve solve = (LinearAlgebra.TriangularSolve) operation;
    String a = solve.transposed() ? transposed(x.name()) : x.name();
    String upper = solve.lower() == solve.transposed() ? "True" : "False";
    String call =
        "torch.linalg_solve_triangular("
            + a
            + ", "
            + operands.get(1).name()
            + ", upper="
            + upper
            + ")";
    return Value.computed(body.let(call), result, Form.FLOAT);
  }

  /** Writes a product of two matrices added to something that broadcasts to it, in one call. */
  Value writeSum(LinearAlgebra.Matmul matmul, List<Value> operands, Value added, Shape result) {
    String call = "torch.addmm(" + added.name() + ", " + factors(matmul, operands) + ")";
    return Value.computed(body.let(call), result, Form.FLOAT);
  }

  private String factors(LinearAlgebra.Matmul matmul, List<Value> operands) {
    String a = operands.get(0).name();
    String b = operands.get(1).name();
    return (matmul.transposeLeft() ? transposed(a) : a)
        + ", "
        + (matmul.transposeRight() ? transposed(b) : b);
  }

  private String transposed(String matrix) {
    return body.let("torch.transpose(" + matrix + ", -2, -1)");
  }

  private Value cholesky(Value a, Shape result) {
    String factor = body.freshName();
    String failed = body.freshName();
    body.line(factor + ", " + failed + " = torch.linalg_cholesky_ex(" + a.name() + ")");
    Shape perMatrix = result.with(-1, 1).with(-2, 1);
    String mask = body.let("torch.reshape(torch.ne(" + failed + ", 0), " + perMatrix + ")");
    String notANumber = body.scalar(Double.NaN, Form.FLOAT);
    String call = "torch.where(" + mask + ", " + notANumber + ", " + factor + ")";
    return Value.computed(body.let(call), result, Form.FLOAT);
  }
}
