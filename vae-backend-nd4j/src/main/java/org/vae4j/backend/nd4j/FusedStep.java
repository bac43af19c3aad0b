package org.vae4j.backend.nd4j;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.backend.Precision;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * Elementwise operations of one size, block by block: what they read is brought to heap arrays
 * once, all operations run on these, and what others need is written back. A block stays in the
 * cache, so an operation costs its arithmetic and nothing else.
 */
final class FusedStep implements Step {
  private record Load(Operand source, int each, double[] register) {}

  private record Instruction(Kernel kernel, double[] a, double[] b, double[] c, double[] result) {}

  private record Store(double[] register, Operand target) {}

  private final Plan plan;
  private final Function<Tensor, Operand> operands;
  private final Staging staging;
  private final int count;
  private final int block;
  private final Map<Tensor, double[]> registers = new IdentityHashMap<>();
  private final List<Load> numbers = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();

  FusedStep(
      List<Tensor> tensors,
      Plan plan,
      Function<Tensor, Operand> operands,
      Precision precision,
      Staging staging) {
    this.plan = plan;
    this.operands = operands;
    this.staging = staging;
    this.count = tensors.get(0).shape().elementCount();
    this.block = Math.min(Staging.BLOCK, count);
    for (Tensor tensor : tensors) {
      double[] result = new double[block];
      List<double[]> read = tensor.inputs().stream().map(x -> register(x, precision)).toList();
      registers.put(tensor, result);
      instructions.add(
          new Instruction(
              Kernels.of((Elementwise) tensor.operation(), tensor.input(0).dataType(), precision),
              read.get(0),
              read.get(Math.min(1, read.size() - 1)),
              read.get(read.size() - 1),
              result));
      if (plan.isStored(tensor)) {
        stores.add(new Store(result, operands.apply(tensor)));
      }
    }
  }

  /** The heap array that will hold an operand's numbers. */
  private double[] register(Tensor operand, Precision precision) {
    Repeat repeat = plan.read(operand);
    Tensor source = repeat.source();
    boolean itself = source.shape().elementCount() == count;
    Tensor key = itself ? source : Plan.origin(operand);
    double[] known = registers.get(key);
    if (known != null) {
      return known;
    }
    double[] register = new double[block];
    registers.put(key, register);
    if (source.operation() instanceof Source.Fill fill) {
      boolean rounds = precision != Precision.FLOAT64 && fill.type().dataType() == DataType.FLOAT;
      Arrays.fill(register, rounds ? (float) fill.value() : fill.value());
      return register;
    }
    Load load = new Load(requireNonNull(operands.apply(source)), repeat.each(), register);
    (load.source.count() == 1 ? numbers : loads).add(load);
    return register;
  }

  /** The loops count, since iterators would be garbage of every run. */
  @Override
  public void run() {
    for (int i = 0; i < numbers.size(); i++) {
      Arrays.fill(numbers.get(i).register, numbers.get(i).source.get(0));
    }
    for (int from = 0; from < count; from += block) {
      int size = Math.min(block, count - from);
      for (int i = 0; i < loads.size(); i++) {
        load(loads.get(i), from, size);
      }
      for (int i = 0; i < instructions.size(); i++) {
        Instruction each = instructions.get(i);
        each.kernel.apply(each.a, each.b, each.c, each.result, size);
      }
      for (int i = 0; i < stores.size(); i++) {
        staging.write(stores.get(i).target, from, stores.get(i).register, 0, size);
      }
    }
  }

  private void load(Load load, int from, int size) {
    int sourceCount = load.source.count();
    if (load.each == 1) {
      for (int done = 0; done < size; ) {
        int at = (from + done) % sourceCount;
        int piece = Math.min(sourceCount - at, size - done);
        staging.read(load.source, at, load.register, done, piece);
        done += piece;
      }
      return;
    }
    for (int done = 0; done < size; ) {
      int run = (from + done) / load.each;
      int piece = Math.min((run + 1) * load.each - (from + done), size - done);
      Arrays.fill(load.register, done, done + piece, load.source.get(run % sourceCount));
      done += piece;
    }
  }
}
