package org.vae4j.backend.djl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Shape;

/** Writes operations on matrices. */
final class LinearAlgebraScript {
  private final Body body;
  private final Map<String, String> rounded = new HashMap<>();

  LinearAlgebraScript(Body body) {
    this.body = body;
  }

  /** Writes one operation on operands that are complete. */
  Value write(LinearAlgebra operation, List<Value> operands, Shape result) {
    Value x = operands.get(0);
    if (operation instanceof LinearAlgebra.Matmul matmul) {
      if (isRounded(matmul, operands, result)) {
        String product = roundedProduct(matmul, operands, result);
        String room = body.floats(result);
        body.let("torch.copy_(" + room + ", " + product + ")");
        return Value.computed(room, result, Form.FLOAT);
      }
      String factors = factors(matmul, operands);
      String product =
          result.rank() == 2
              ? body.computeApart("torch.mm(" + factors, result)
              : body.let("torch.matmul(" + factors + ")");
      return Value.computed(product, result, Form.FLOAT);
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
    String call =
        isRounded(matmul, operands, result)
            ? "torch.add(" + added.name() + ", " + roundedProduct(matmul, operands, result)
            : "torch.addmm(" + added.name() + ", " + factors(matmul, operands);
    return Value.computed(body.computeApart(call, result), result, Form.FLOAT);
  }

  private boolean isRounded(LinearAlgebra.Matmul matmul, List<Value> operands, Shape result) {
    int inner = operands.get(0).shape().size(matmul.transposeLeft() ? -2 : -1);
    return body.roundsProducts()
        && result.rank() == 2
        && Bfloat16.pays(result.size(0), inner, result.size(1));
  }

  /** The engine sums such products in single precision, and rounds the sums. */
  private String roundedProduct(LinearAlgebra.Matmul matmul, List<Value> operands, Shape result) {
    String factors = factors(matmul, rounded(operands.get(0)), rounded(operands.get(1)));
    String room = body.room(result, Bfloat16.TYPE);
    body.let("torch.mm(" + factors + ", out=" + room + ")");
    return room;
  }

  /** A factor as bfloat16, rounded once however many products it is in. */
  private String rounded(Value factor) {
    String room = rounded.get(factor.name());
    if (room == null) {
      room = body.room(factor.shape(), Bfloat16.TYPE);
      rounded.put(factor.name(), room);
      body.let("torch.copy_(" + room + ", " + factor.name() + ")");
    }
    return room;
  }

  private String factors(LinearAlgebra.Matmul matmul, List<Value> operands) {
    return factors(matmul, operands.get(0).name(), operands.get(1).name());
  }

  private String factors(LinearAlgebra.Matmul matmul, String a, String b) {
    return (matmul.transposeLeft() ? transposed(a) : a)
        + ", "
        + (matmul.transposeRight() ? transposed(b) : b);
  }

  private String transposed(String matrix) {
    return body.view(matrix, "torch.transpose(" + matrix + ", -2, -1)");
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
