package org.vae4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.vae4j.backend.Backend;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Feed;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.backend.TracedProgram;
import org.vae4j.backend.Update;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;
import org.vae4j.train.Parameters;
import org.vae4j.train.TrainingPrograms;

/**
 * The time of a step's program alone, fed once; and of its matrix products alone, the floor of what
 * any program of this net can take on these kernels. Then the processor time of both in turns,
 * which stays comparable on a busy machine.
 */
public final class ProgramTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TURNS = 31;

  private ProgramTime() {}

  /** Measures {@code BACKEND NET THREADS SECONDS [PRECISION]}. */
  public static void main(String[] arguments) {
    Setting setting = Setting.of(arguments);
    Net net = setting.net();
    TracedProgram step =
        TrainingPrograms.step(net.vae(net.data(net.batch())).model(), Adam.standard(), net.batch());
    Parameters parameters = new Parameters(List.of(step));
    Program products = products(step.program());
    try (Backend backend = setting.open();
        Memory memory = backend.allocate(parameters.all());
        CompiledProgram compiledStep = backend.compile(step.program());
        Executable program = compiledStep.bind(memory);
        Memory operands = backend.allocate(products.variables());
        CompiledProgram compiledProducts = backend.compile(products);
        Executable floor = compiledProducts.bind(operands)) {
      parameters.initialize(memory, 0);
      feed(step, program);
      fill(operands);
      setting.measure("program alone", backend, program::run);
      setting.measure("products alone", backend, floor::run);
      inTurns(setting, backend, program, floor);
    }
  }

  /** Without weights of rows the loss is no number, and a step without one updates nothing. */
  private static void feed(TracedProgram step, Executable program) {
    Random random = new Random(0);
    for (String name : step.dataInputs()) {
      HostBuffer input = program.input(name);
      input.put(numbers(random, input.type().shape().elementCount()));
    }
    Feed feed = new Feed(step, program);
    feed.noise(Feed.Draw.of(0, "training"), 0, 0);
    feed.scalars(1, 0);
  }

  private static void fill(Memory operands) {
    Random random = new Random(0);
    for (Variable variable : operands.variables()) {
      operands.write(variable, numbers(random, variable.shape().elementCount()));
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  private static void inTurns(
      Setting setting, Backend backend, Executable program, Executable floor) {
    int calls = 1;
    while (cpuMicros(program, calls) * calls < 10_000) {
      calls *= 2;
    }
    double[] whole = new double[TURNS];
    double[] products = new double[TURNS];
    double[] ratios = new double[TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      whole[turn] = cpuMicros(program, calls);
      products[turn] = cpuMicros(floor, calls);
      ratios[turn] = whole[turn] / products[turn];
    }
    setting.print("program, processor time", backend, Results.median(whole), "µs");
    setting.print("products, processor time", backend, Results.median(products), "µs");
    setting.print("program by products", backend, Results.median(ratios), "×");
  }

  /** The processor time of one call in this thread. */
  private static double cpuMicros(Executable executable, int calls) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int call = 0; call < calls; call++) {
      executable.run();
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / calls;
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
    Variable total = new Variable("total", sum.shape());
    // A backend may compile what updates like a training, and this shall be compiled like that.
    return Program.builder("products").update(new Update.Assign(total, sum)).build();
  }
}
