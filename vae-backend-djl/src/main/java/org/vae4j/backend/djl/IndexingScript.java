package org.vae4j.backend.djl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.TensorType;

/**
 * Writes operations that pick and place by index, each index checked first: a GPU would not survive
 * a bad one.
 */
final class IndexingScript {
  private record Checked(String indices, int size) {}

  private final Body body;
  private final Set<Checked> checked = new HashSet<>();

  IndexingScript(Body body) {
    this.body = body;
  }

  Value write(Indexing operation, List<Value> operands, List<TensorType> types, Shape result) {
    Value x = body.full(operands.get(0), types.get(0).shape());
    if (operation instanceof Indexing.ArgSort) {
      String call = "torch.argsort(" + x.name() + ", stable=True, dim=-1, descending=False)";
      return Value.computed(body.let(call), result, Form.INT);
    } else if (operation instanceof Indexing.CumSum cumSum) {
      String axis = ", " + cumSum.axis() + ")";
      String flipped = ", [" + cumSum.axis() + "])";
      String sum =
          cumSum.reverse()
              ? "torch.flip(torch.cumsum(torch.flip(" + x.name() + flipped + axis + flipped
              : "torch.cumsum(" + x.name() + axis;
      return Value.computed(body.let(sum), result, Form.FLOAT);
    }
    Value indices = body.full(operands.get(1), types.get(1).shape());
    if (operation instanceof Indexing.Gather gather) {
      int size = types.get(0).shape().size(gather.batchAxes());
      check("gather", indices.name(), size);
      return gather(gather.batchAxes(), x, indices, result);
    }
    Indexing.ScatterAdd scatter = (Indexing.ScatterAdd) operation;
    check("scatterAdd", indices.name(), scatter.size());
    return scatter(scatter.batchAxes(), x, indices, result);
  }

  private void check(String what, String indices, int size) {
    if (checked.add(new Checked(indices, size))) {
      String low = body.freshName();
      String high = body.freshName();
      body.line(low + ", " + high + " = torch.aminmax(" + indices + ")");
      body.line("if int(" + low + ") < 0 or int(" + high + ") >= " + size + ":");
      String message =
          Failures.quote(what + ": expected indices in [0, " + size + "), got {} to {}");
      String shown = "int(" + low + "), int(" + high + ")";
      body.block(
          () ->
              body.line(
                  "ops.prim.RaiseException(torch.format(\"" + message + "\", " + shown + "))"));
    }
  }

  private Value gather(int batchAxes, Value values, Value indices, Shape result) {
    int rank = values.shape().rank();
    int rest = values.shape().elementCount(batchAxes + 1, rank);
    int places = indices.shape().elementCount(batchAxes, indices.shape().rank());
    String picked;
    if (batchAxes == 0) {
      String flat = body.let("torch.reshape(" + indices.name() + ", [-1])");
      picked = "torch.index_select(" + values.name() + ", 0, " + flat + ")";
    } else {
      int batch = values.shape().elementCount(0, batchAxes);
      int size = values.shape().size(batchAxes);
      String table =
          body.let(
              "torch.reshape(" + values.name() + ", [" + batch + ", " + size + ", " + rest + "])");
      picked = "torch.gather(" + table + ", 1, " + spread(indices, batch, places, rest) + ")";
    }
    return Value.computed(
        body.let("torch.reshape(" + body.let(picked) + ", " + Body.sizes(result) + ")"),
        result,
        values.form());
  }

  private Value scatter(int batchAxes, Value updates, Value indices, Shape result) {
    int rest = result.elementCount(batchAxes + 1, result.rank());
    int batch = result.elementCount(0, batchAxes);
    int size = result.size(batchAxes);
    int places = indices.shape().elementCount(batchAxes, indices.shape().rank());
    String added;
    if (batchAxes == 0) {
      String zeros =
          body.let("torch.new_zeros(" + updates.name() + ", [" + size + ", " + rest + "])");
      String rows =
          body.let("torch.reshape(" + updates.name() + ", [" + places + ", " + rest + "])");
      String flat = body.let("torch.reshape(" + indices.name() + ", [-1])");
      added = "torch.index_add_(" + zeros + ", 0, " + flat + ", " + rows + ")";
    } else {
      String zeros =
          body.let(
              "torch.new_zeros("
                  + updates.name()
                  + ", ["
                  + batch
                  + ", "
                  + size
                  + ", "
                  + rest
                  + "])");
      String rows =
          body.let(
              "torch.reshape("
                  + updates.name()
                  + ", ["
                  + batch
                  + ", "
                  + places
                  + ", "
                  + rest
                  + "])");
      added =
          "torch.scatter_add_("
              + zeros
              + ", 1, "
              + spread(indices, batch, places, rest)
              + ", "
              + rows
              + ")";
    }
    return Value.computed(
        body.let("torch.reshape(" + body.let(added) + ", " + Body.sizes(result) + ")"),
        result,
        updates.form().ofResult());
  }

  /** The indices as {@code [batch, places, rest]}, repeated over the rest. */
  private String spread(Value indices, int batch, int places, int rest) {
    String column =
        body.let("torch.reshape(" + indices.name() + ", [" + batch + ", " + places + ", 1])");
    return body.let("torch.expand(" + column + ", [" + batch + ", " + places + ", " + rest + "])");
  }
}
