package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.TracedProgram;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;
import org.vae4j.train.Parameters;
import org.vae4j.train.TrainingPrograms;

/**
 * The time of a step's program alone, fed once; and of its matrix products alone, the floor of what
 * any program of this net can take on these kernels.
 */
public final class ProgramTime {
  private ProgramTime() {}

  /** Measures {@code BACKEND NET THREADS SECONDS}. */
  public static void main(String[] arguments) {
    Setting setting = Setting.of(arguments);
    Net net = setting.net();
    TracedProgram step =
        TrainingPrograms.step(net.vae(net.data(net.batch())).model(), Adam.standard(), net.batch());
    try (Backend backend = setting.open()) {
      step(setting, backend, step);
      products(setting, backend, products(step.program()));
    }
  }

  private static void step(Setting setting, Backend backend, TracedProgram step) {
    Parameters parameters = new Parameters(List.of(step));
    try (Memory memory = backend.allocate(parameters.all());
        CompiledProgram compiled = backend.compile(step.program());
        Executable executable = compiled.bind(memory)) {
      parameters.initialize(memory, 0);
      setting.measure("program alone", backend, executable::run);
    }
  }

  private static void products(Setting setting, Backend backend, Program products) {
    Random random = new Random(0);
    try (Memory memory = backend.allocate(products.variables());
        CompiledProgram compiled = backend.compile(products);
        Executable executable = compiled.bind(memory)) {
      for (Variable variable : products.variables()) {
        float[] values = new float[variable.shape().elementCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextFloat();
        }
        memory.write(variable, values);
      }
      setting.measure("products alone", backend, executable::run);
    }
  }

  /**
   * The matrix products of a program, of variables; an element of each is used, so all are done.
   */
  private static Program products(Program program) {
    Graph graph = new Graph();
    List<Tensor> used = new ArrayList<>();
    for (Tensor tensor : program.tensors()) {
      if (tensor.operation() instanceof LinearAlgebra.Matmul matmul) {
        Tensor[] operands = new Tensor[2];
        for (int i = 0; i < 2; i++) {
          String name = "operand-" + used.size() + "-" + i;
          operands[i] = graph.read(new Variable(name, tensor.inputs().get(i).shape()));
        }
        Tensor product = graph.apply(matmul, operands);
        for (int axis = 0; axis < product.shape().rank(); axis++) {
          product = product.slice(axis, 0, 1);
        }
        used.add(product.sum());
      }
    }
    Tensor sum = used.stream().reduce(Tensor::plus).orElseThrow();
    return Program.builder("products").output("sum", sum).build();
  }
}
