package org.vae4j.backend.java;

import static java.util.Objects.requireNonNull;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/** Computes a program tensor by tensor, each into a fresh array. */
final class DoubleComputation implements Computation {
  private final Program program;
  private final Map<Variable, double[]> variables;
  private final Map<String, HostBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();

  DoubleComputation(Program program, Map<Variable, double[]> variables) {
    this.program = program;
    this.variables = variables;
    for (Tensor input : program.inputs()) {
      inputs.put(((Source.Input) input.operation()).name(), buffer(input.type()));
    }
    program.outputs().forEach((name, tensor) -> outputs.put(name, buffer(tensor.type())));
  }

  private static HostBuffer buffer(TensorType type) {
    int count = type.shape().elementCount();
    return type.dataType() == DataType.FLOAT
        ? HostBuffer.of(type, DoubleBuffer.allocate(count))
        : HostBuffer.of(type, IntBuffer.allocate(count));
  }

  @Override
  public Map<String, HostBuffer> inputs() {
    return inputs;
  }

  @Override
  public Map<String, HostBuffer> outputs() {
    return outputs;
  }

  @Override
  public void run() {
    Map<Tensor, DoubleArray> values = new IdentityHashMap<>();
    for (Tensor tensor : program.tensors()) {
      values.put(tensor, value(tensor, values));
    }
    program
        .outputs()
        .forEach(
            (name, tensor) ->
                requireNonNull(outputs.get(name))
                    .put(requireNonNull(values.get(tensor)).numbers()));
    if (program.commitIf().isEmpty()
        || requireNonNull(values.get(program.commitIf().get())).at() != 0) {
      Map<Variable, double[]> changes = new LinkedHashMap<>();
      program.updates().forEach(update -> update(update, values, changes));
      changes.forEach(
          (variable, value) ->
              System.arraycopy(value, 0, variables.get(variable), 0, value.length));
    }
  }

  private DoubleArray value(Tensor tensor, Map<Tensor, DoubleArray> values) {
    if (tensor.operation() instanceof Source source) {
      return new DoubleArray(tensor.shape(), source(source));
    }
    List<DoubleArray> operands = tensor.inputs().stream().map(values::get).toList();
    return DoubleOperations.compute(tensor, operands);
  }

  private double[] source(Source source) {
    double[] numbers = new double[source.type().shape().elementCount()];
    if (source instanceof Source.Input input) {
      return requireNonNull(inputs.get(input.name())).toDoubles();
    } else if (source instanceof Source.Read read) {
      return requireNonNull(variables.get(read.variable())).clone();
    } else if (source instanceof Source.Literal literal) {
      literal.values().get(numbers);
    } else if (source instanceof Source.Fill fill) {
      Arrays.fill(numbers, fill.value());
    }
    return numbers;
  }

  private void update(
      Update update, Map<Tensor, DoubleArray> values, Map<Variable, double[]> changes) {
    if (update instanceof Update.Assign assign) {
      changes.put(assign.variable(), requireNonNull(values.get(assign.value())).numbers());
    } else if (update instanceof Update.AdamUpdate adam) {
      adam(adam, values, changes);
    }
  }

  private void adam(
      Update.AdamUpdate adam, Map<Tensor, DoubleArray> values, Map<Variable, double[]> changes) {
    double[] theta = requireNonNull(variables.get(adam.parameter())).clone();
    double[] m = requireNonNull(variables.get(adam.firstMoment())).clone();
    double[] v = requireNonNull(variables.get(adam.secondMoment())).clone();
    double[] gradient = requireNonNull(values.get(adam.gradient())).numbers();
    double rate = requireNonNull(values.get(adam.learningRate())).at();
    double correction1 = requireNonNull(values.get(adam.biasCorrection1())).at();
    double correction2 = requireNonNull(values.get(adam.biasCorrection2())).at();
    for (int i = 0; i < theta.length; i++) {
      double g = gradient[i];
      m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g;
      v[i] =
          adam.beta2() * v[i] + Update.AdamUpdate.SECOND_MOMENT_GUARD + (1 - adam.beta2()) * g * g;
      theta[i] -=
          rate * adam.weightDecay() * theta[i]
              + rate * (m[i] / correction1) / (Math.sqrt(v[i] / correction2) + adam.epsilon());
    }
    changes.put(adam.parameter(), theta);
    changes.put(adam.firstMoment(), m);
    changes.put(adam.secondMoment(), v);
  }
}
