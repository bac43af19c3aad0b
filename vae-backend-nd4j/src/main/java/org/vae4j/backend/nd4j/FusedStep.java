package org.vae4j.backend.nd4j;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.vae4j.backend.Precision;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;

/**
 * Elementwise operations of one size, block by block: what they read is brought to heap arrays
 * once, all operations run on these, and what others need is written back. A block stays in the
 * cache, so an operation costs its arithmetic and nothing else.
 *
 * @param <R> arrays of float or of double
 */
final class FusedStep<R> implements Step {
  private record Load<R>(Operand source, int each, R register) {}

  private record Instruction<R>(Kernel<R> kernel, R a, R b, R c, R result) {}

  private record Store<R>(R register, Operand target) {}

  private final Plan plan;
  private final Function<Tensor, Operand> operands;
  private final Arithmetic<R> arithmetic;
  private final int count;
  private final int block;
  private final Map<Tensor, R> registers = new IdentityHashMap<>();
  private final List<Load<R>> numbers = new ArrayList<>();
  private final List<Load<R>> loads = new ArrayList<>();
  private final List<Instruction<R>> instructions = new ArrayList<>();
  private final List<Store<R>> stores = new ArrayList<>();

  FusedStep(
      List<Tensor> tensors,
      Plan plan,
      Function<Tensor, Operand> operands,
      Precision precision,
      IntFunction<Arithmetic<R>> arithmetic) {
    this.plan = plan;
    this.operands = operands;
    this.count = tensors.get(0).shape().elementCount();
    this.block = Math.min(Arithmetic.BLOCK, count);
    this.arithmetic = arithmetic.apply(block);
    for (Tensor tensor : tensors) {
      R result = this.arithmetic.register();
      List<R> read = plan.operands(tensor).stream().map(x -> register(x, precision)).toList();
      registers.put(tensor, result);
      instructions.add(
          new Instruction<>(
              kernel(tensor),
              read.get(0),
              read.get(Math.min(1, read.size() - 1)),
              read.get(read.size() - 1),
              result));
      if (plan.isStored(tensor)) {
        stores.add(new Store<>(result, operands.apply(tensor)));
      }
    }
  }

  private Kernel<R> kernel(Tensor tensor) {
    if (plan.relus().isRelu(tensor)) {
      return arithmetic.relu();
    } else if (plan.relus().isGate(tensor)) {
      return arithmetic.gate();
    }
    return arithmetic.kernel((Elementwise) tensor.operation(), tensor.input(0).dataType());
  }

  /** The heap array that will hold an operand's numbers. */
  private R register(Tensor operand, Precision precision) {
    Repeat repeat = plan.read(operand);
    Tensor source = repeat.source();
    boolean itself = source.shape().elementCount() == count;
    Tensor key = itself ? source : Plan.origin(operand);
    R known = registers.get(key);
    if (known != null) {
      return known;
    }
    R register = arithmetic.register();
    registers.put(key, register);
    if (source.operation() instanceof Source.Fill fill) {
      boolean rounds = precision != Precision.FLOAT64 && fill.type().dataType() == DataType.FLOAT;
      arithmetic.fill(register, 0, block, rounds ? (float) fill.value() : fill.value());
      return register;
    }
    Load<R> load = new Load<>(requireNonNull(operands.apply(source)), repeat.each(), register);
    (load.source.count() == 1 ? numbers : loads).add(load);
    return register;
  }

  /** The loops count, since iterators would be garbage of every run. */
  @Override
  public void run() {
    for (int i = 0; i < numbers.size(); i++) {
      arithmetic.fill(numbers.get(i).register, 0, block, numbers.get(i).source.get(0));
    }
    for (int from = 0; from < count; from += block) {
      int size = Math.min(block, count - from);
      for (int i = 0; i < loads.size(); i++) {
        load(loads.get(i), from, size);
      }
      for (int i = 0; i < instructions.size(); i++) {
        Instruction<R> each = instructions.get(i);
        each.kernel.apply(each.a, each.b, each.c, each.result, size);
      }
      for (int i = 0; i < stores.size(); i++) {
        arithmetic.write(stores.get(i).target, from, stores.get(i).register, size);
      }
    }
  }

  private void load(Load<R> load, int from, int size) {
    if (load.each > 1) {
      repeatEach(load, from, size);
      return;
    }
    int sourceCount = load.source.count();
    int done = 0;
    while (done < Math.min(sourceCount, size)) {
      int at = (from + done) % sourceCount;
      int piece = Math.min(sourceCount, size) - done;
      piece = Math.min(sourceCount - at, piece);
      arithmetic.read(load.source, at, load.register, done, piece);
      done += piece;
    }
    for (; done < size; done *= 2) { // whole repetitions so far
      System.arraycopy(load.register, 0, load.register, done, Math.min(done, size - done));
    }
  }

  private void repeatEach(Load<R> load, int from, int size) {
    int sourceCount = load.source.count();
    for (int done = 0; done < size; ) {
      int run = (from + done) / load.each;
      int piece = Math.min((run + 1) * load.each - (from + done), size - done);
      double number = load.source.get(run % sourceCount);
      arithmetic.fill(load.register, done, done + piece, number);
      done += piece;
    }
  }
}
