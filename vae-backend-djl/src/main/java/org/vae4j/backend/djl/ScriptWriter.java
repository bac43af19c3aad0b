package org.vae4j.backend.djl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.UnaryFunction;

/**
 * Writes a program as a TorchScript module. It takes the list of all that is prepared, then four
 * lists for each group of fused updates. It returns nothing: results are copied into the host's
 * buffers and updates into the variables, so that a run is one call.
 *
 * <p>A second module, called once for an executable, prepares: from the lists {@code feeds}, {@code
 * results}, {@code variables}, {@code constants} and {@code gradients} it makes the views that a
 * run needs, and the rooms that it computes into.
 *
 * <p>Lists that are written to are arguments because the engine drops a change of a list that it
 * can see the making of.
 */
final class ScriptWriter {
  private final Program program;
  private final String device;
  private final Body body;
  private final SelectionScript selection;
  private final ElementwiseScript elementwise;
  private final LayoutScript layout;
  private final ReductionScript reduction;
  private final IndexingScript indexing;
  private final LinearAlgebraScript linearAlgebra;
  private final UpdateScript updates;
  private final Map<Tensor, Value> values = new HashMap<>();
  private final Map<Tensor, Integer> uses = new HashMap<>();
  private final Set<Tensor> absorbed = new HashSet<>();

  private ScriptWriter(Program program, Precision precision, String device) {
    this.program = program;
    this.device = device;
    this.body = new Body(precision, device);
    this.selection = new SelectionScript(body, body.onCpu());
    this.elementwise = new ElementwiseScript(body, selection);
    this.layout = new LayoutScript(body);
    this.reduction = new ReductionScript(body);
    this.indexing = new IndexingScript(body);
    this.linearAlgebra = new LinearAlgebraScript(body);
    this.updates = new UpdateScript(program, body, this::value);
  }

  /** Writes a program for a device, named as the engine names it. */
  static Script write(Program program, Precision precision, String device) {
    return new ScriptWriter(program, precision, device).script();
  }

  private Script script() {
    countUses();
    findAbsorbed();
    for (Tensor tensor : program.tensors()) {
      if (!absorbed.contains(tensor)) {
        values.put(tensor, aimed(tensor));
      }
    }
    writeResults();
    updates.write();
    String lists =
        "feeds: List[Tensor], results: List[Tensor], variables: List[Tensor], constants:"
            + " List[Tensor], gradients: List[Tensor]";
    return new Script(
        body.preparation(lists),
        body.run(updates.parameters()),
        body.constants(),
        updates.groups());
  }

  private Value value(Tensor tensor) {
    Value value = values.get(tensor);
    if (value == null) {
      throw new IllegalStateException("not yet written: " + tensor);
    }
    return value;
  }

  private void countUses() {
    List<Tensor> used = new ArrayList<>(program.outputs().values());
    program.tensors().forEach(tensor -> used.addAll(tensor.inputs()));
    program.updates().forEach(update -> used.addAll(update.operands()));
    program.commitIf().ifPresent(used::add);
    used.forEach(tensor -> uses.merge(tensor, 1, Integer::sum));
  }

  /** Products that nothing but a sum needs are computed by it, sigmoids by what multiplies them. */
  private void findAbsorbed() {
    for (Tensor tensor : program.tensors()) {
      factorOf(tensor).or(() -> productOf(tensor)).ifPresent(absorbed::add);
    }
    for (Tensor tensor : program.tensors()) {
      if (!absorbed.contains(tensor)) {
        sigmoidOf(tensor).ifPresent(absorbed::add);
      }
    }
  }

  /** The sigmoid that is computed together with this multiple of it. */
  private Optional<Tensor> sigmoidOf(Tensor multiple) {
    return isTimes(multiple)
        ? multiple.inputs().stream()
            .filter(
                factor ->
                    uses.getOrDefault(factor, 0) == 1
                        && factor.operation() instanceof Elementwise.Unary unary
                        && unary.function() == UnaryFunction.SIGMOID)
            .findFirst()
        : Optional.empty();
  }

  /** The product that is computed together with this sum. */
  private Optional<Tensor> factorOf(Tensor sum) {
    if (isSum(sum)) {
      Tensor left = sum.input(0);
      Tensor right = sum.input(1);
      if (isAbsorbable(left) && !(right.operation() instanceof Source.Fill)) {
        return Optional.of(left);
      } else if (isAbsorbable(right) && !(left.operation() instanceof Source.Fill)) {
        return Optional.of(right);
      }
    }
    return Optional.empty();
  }

  /** The elementwise product that is computed together with this sum or difference. */
  private Optional<Tensor> productOf(Tensor sum) {
    if (sum.dataType() == DataType.FLOAT
        && sum.operation() instanceof Elementwise.Binary binary
        && (isSum(sum) || binary.function() == BinaryFunction.MINUS)) {
      if (isProduct(sum.input(1))) {
        return Optional.of(sum.input(1));
      } else if (isSum(sum) && isProduct(sum.input(0))) {
        return Optional.of(sum.input(0));
      }
    }
    return Optional.empty();
  }

  private static boolean isSum(Tensor tensor) {
    return tensor.operation() instanceof Elementwise.Binary binary
        && binary.function() == BinaryFunction.PLUS;
  }

  private boolean isProduct(Tensor tensor) {
    return isTimes(tensor) && uses.getOrDefault(tensor, 0) == 1;
  }

  private static boolean isTimes(Tensor tensor) {
    return tensor.operation() instanceof Elementwise.Binary binary
        && binary.function() == BinaryFunction.TIMES;
  }

  /**
   * What is left of a bias if it is not first made a row and repeated: the engine aligns it at the
   * last axis itself.
   */
  private static Tensor withoutOnes(Tensor bias) {
    Tensor row = bias.operation() instanceof Layout.Broadcast ? bias.input(0) : bias;
    boolean madeRow = row.operation() instanceof Layout.Reshape && row.input(0).shape().rank() == 1;
    return madeRow && row.shape().size(0) == 1 ? row.input(0) : row;
  }

  private boolean isAbsorbable(Tensor tensor) {
    return tensor.operation() instanceof LinearAlgebra.Matmul
        && tensor.shape().rank() == 2
        && uses.getOrDefault(tensor, 0) == 1;
  }

  /** Writes a tensor; a gradient that is one product or sum right into its place. */
  private Value aimed(Tensor tensor) {
    Optional<String> place = updates.place(tensor);
    Operation operation = tensor.operation();
    if (operation instanceof LinearAlgebra.Matmul
        || operation instanceof Reduction.Sum
        || factorOf(tensor).isPresent()) {
      place.ifPresent(name -> body.aim(name, tensor.shape()));
    }
    Value value = write(tensor);
    body.endAim();
    return value;
  }

  private Value write(Tensor tensor) {
    Operation operation = tensor.operation();
    List<TensorType> types = tensor.inputs().stream().map(Tensor::type).toList();
    Optional<Tensor> factor = factorOf(tensor);
    if (factor.isPresent()) {
      Tensor product = factor.get();
      Tensor other = tensor.input(0) == product ? tensor.input(1) : tensor.input(0);
      LinearAlgebra.Matmul matmul = (LinearAlgebra.Matmul) product.operation();
      return linearAlgebra.writeSum(
          matmul, complete(product), body.named(value(withoutOnes(other))), tensor.shape());
    }
    Optional<Tensor> product = productOf(tensor);
    if (product.isPresent()) {
      Tensor factors = product.get();
      boolean minus = !isSum(tensor);
      Tensor other = tensor.input(0) == factors ? tensor.input(1) : tensor.input(0);
      return elementwise.multiplySum(
          value(other), value(factors.input(0)), value(factors.input(1)), minus);
    }
    Optional<Tensor> multiplied = sigmoidOf(tensor);
    if (multiplied.isPresent()) {
      Tensor sigmoid = multiplied.get();
      Tensor other = tensor.input(0) == sigmoid ? tensor.input(1) : tensor.input(0);
      return elementwise.multipliedSigmoid(value(sigmoid.input(0)), value(other));
    } else if (operation instanceof Source source) {
      return source(source, tensor);
    } else if (operation instanceof LinearAlgebra matrices) {
      return linearAlgebra.write(matrices, complete(tensor), tensor.shape());
    }
    List<Value> operands = tensor.inputs().stream().map(this::value).toList();
    Optional<Value> clamped = clamp(tensor, operands);
    if (clamped.isPresent()) {
      return clamped.get();
    } else if (operation instanceof Elementwise each) {
      return elementwise.write(each, operands, tensor.dataType());
    } else if (operation instanceof Layout moves) {
      return layout.write(moves, operands, types, tensor.shape());
    } else if (operation instanceof Reduction reduces) {
      return reduction.write(reduces, operands.get(0), types.get(0).shape(), tensor.shape());
    }
    return indexing.write((Indexing) operation, operands, types, tensor.shape());
  }

  private Optional<Value> clamp(Tensor tensor, List<Value> operands) {
    return tensor.operation() instanceof Elementwise.Where
            && tensor.dataType() == DataType.FLOAT
            && tensor.input(2).operation() instanceof Elementwise.Binary binary
            && binary.function() == BinaryFunction.GREATER_THAN
        ? selection.clamp(
            operands.get(0),
            operands.get(1),
            value(tensor.input(2).input(0)),
            value(tensor.input(2).input(1)))
        : Optional.empty();
  }

  private List<Value> complete(Tensor tensor) {
    return tensor.inputs().stream().map(input -> body.full(value(input), input.shape())).toList();
  }

  private Value source(Source source, Tensor tensor) {
    Form form = Body.form(source.type().dataType());
    if (source instanceof Source.Fill fill) {
      return Value.ofNumber(fill.value(), tensor.shape().rank(), form);
    } else if (source instanceof Source.Literal literal) {
      return Value.computed(body.constant(literal), literal.type().shape(), form);
    } else if (source instanceof Source.Read read) {
      int index = program.variables().indexOf(read.variable());
      return Value.ofMemory(body.argument("variables[" + index + "]"), read.variable().shape());
    }
    String feed = body.argument("feeds[" + program.inputs().indexOf(tensor) + "]");
    if (!device.equals("cpu")) {
      feed =
          body.let(
              "torch.to("
                  + feed
                  + ", torch.device(\""
                  + device
                  + "\"), "
                  + body.typeCode(form)
                  + ")");
    } else if (form == Form.INT) {
      feed = body.let("torch.to(" + feed + ", " + body.typeCode(form) + ")");
    }
    return Value.computed(feed, source.type().shape(), form);
  }

  /** Copies the results before the updates: a result may be a view of a variable. */
  private void writeResults() {
    int index = 0;
    for (Tensor output : program.outputs().values()) {
      String result = body.argument("results[" + index++ + "]");
      body.let("torch.copy_(" + result + ", " + body.named(value(output)).name() + ")");
    }
  }
}
