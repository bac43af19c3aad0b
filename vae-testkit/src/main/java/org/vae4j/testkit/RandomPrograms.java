package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * Programs of operations put together at random, with a gradient step: what no one thought of. All
 * functions are smooth and bounded, so that rounding stays small; comparisons look at inputs alone,
 * which are the same to the bit everywhere.
 */
final class RandomPrograms {
  private static final int OPERATIONS = 25;

  private final Random random;
  private final Graph graph = new Graph();
  private final Variable weight = new Variable("weight", Shape.of(3, 5));
  private final Variable bias = new Variable("bias", Shape.of(5));
  private final Tensor x = graph.input("x", TensorType.floats(Shape.of(7, 3)));
  private final Tensor y = graph.input("y", TensorType.floats(Shape.of(2, 1, 5)));
  private final Tensor indices = graph.input("indices", TensorType.ints(Shape.of(4)));
  private final List<Tensor> pool = new ArrayList<>();

  private RandomPrograms(long seed) {
    this.random = new Random(seed);
  }

  /** What to run, and the tensors that it was made of before it was cleaned up. */
  record Drawn(ProgramCase program, Map<String, Tensor> outputs) {}

  /** The same program for a seed on every machine. */
  static Drawn of(long seed) {
    return new RandomPrograms(seed).draw(seed);
  }

  private Drawn draw(long seed) {
    List<Tensor> reads = List.of(graph.read(weight), graph.read(bias));
    pool.addAll(reads);
    pool.add(x);
    pool.add(x.matmul(reads.get(0)).plus(reads.get(1)).tanh());
    pool.add(y);
    pool.add(graph.literal(Shape.of(5, 1), 0.5, -1, 0, 1, 2));
    pool.add(graph.fill(1, Shape.of(3)));
    pool.add(graph.fill(0, Shape.of(2, 1)));
    for (int i = 0; i < OPERATIONS; i++) {
      Tensor next = next(any());
      pool.add(next.shape().elementCount() > 500 ? next.meanOver(0) : next);
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    Tensor loss = pool.get(pool.size() - 1).mean();
    for (int i = 0; i < 4; i++) {
      Tensor output = any();
      outputs.put("output" + i, output);
      loss = loss.plus(output.square().mean());
    }
    List<Tensor> gradients = Gradients.of(loss, reads);
    outputs.put("loss", loss);
    outputs.put("gradient", gradients.get(0));
    Program.Builder builder = Program.builder("random " + seed);
    outputs.forEach(builder::output);
    builder.update(new Update.Assign(weight, reads.get(0).minus(gradients.get(0).times(0.01))));
    builder.update(new Update.Assign(bias, reads.get(1).minus(gradients.get(1).times(0.01))));
    Program program = builder.build();
    Map<Variable, Numbers> initial = new LinkedHashMap<>();
    program.variables().forEach(each -> initial.put(each, Numbers.normal(each.shape(), 1)));
    return new Drawn(
        new ProgramCase(program, Tolerances.PROGRAM, initial, steps(program)), outputs);
  }

  private static List<Map<String, Numbers>> steps(Program program) {
    List<Map<String, Numbers>> steps = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      Map<String, Numbers> fed = new LinkedHashMap<>();
      for (Tensor input : program.inputs()) {
        String name = ((org.vae4j.tensor.Source.Input) input.operation()).name();
        Numbers numbers =
            name.equals("indices")
                ? Numbers.indices(input.shape(), 2, step)
                : Numbers.normal(input.shape(), 10L * step + name.length());
        fed.put(name, numbers);
      }
      steps.add(fed);
    }
    return steps;
  }

  /** A tensor of the pool, more likely a late one: programs should be deep. */
  private Tensor any() {
    int back = (int) (random.nextDouble() * random.nextDouble() * pool.size());
    return pool.get(pool.size() - 1 - back);
  }

  private Tensor next(Tensor t) {
    return switch (random.nextInt(20)) {
      case 0 -> t.tanh();
      case 1 -> t.sigmoid();
      case 2 -> t.softplus().times(0.5);
      case 3 -> t.sin();
      case 4 -> t.times(0.3).exp().log1p();
      case 5 -> t.square().plus(1).sqrt().dividedBy(2);
      case 6, 7, 8 -> arithmetic(t, partner(t));
      case 9 -> neutral(t);
      case 10 -> reduced(t);
      case 11 -> t.transpose(permutation(t.shape().rank()));
      case 12 -> t.reshape(t.shape().elementCount()).expandAt(random.nextInt(2));
      case 13 -> t.broadcastTo(Shape.of(2).concat(t.shape()));
      case 14 -> cut(t);
      case 15 -> t.shape().rank() == 0 ? t : t.pad(0, 1, random.nextInt(2));
      case 16 -> t.shape().rank() == 0 ? t : Tensor.concat(-1, t, t.neg(), t);
      case 17 -> product(t);
      case 18 -> looked(t);
      default -> chosen(t);
    };
  }

  private Tensor arithmetic(Tensor a, Tensor b) {
    return switch (random.nextInt(5)) {
      case 0 -> a.plus(b).times(0.5);
      case 1 -> a.minus(b);
      case 2 -> a.times(b).tanh();
      case 3 -> a.dividedBy(b.square().plus(1));
      default -> a.softplus().plus(0.1).pow(b.tanh());
    };
  }

  /** A tensor that broadcasts with this one. */
  private Tensor partner(Tensor t) {
    for (int attempt = 0; attempt < 8; attempt++) {
      Tensor other = any();
      Shape a = t.shape();
      Shape b = other.shape();
      boolean fits =
          IntStream.rangeClosed(1, Math.min(a.rank(), b.rank()))
              .allMatch(
                  back ->
                      a.size(-back) == b.size(-back) || a.size(-back) == 1 || b.size(-back) == 1);
      if (fits) {
        return other;
      }
    }
    return t.mean();
  }

  /** What a clean-up should see through. */
  private Tensor neutral(Tensor t) {
    return switch (random.nextInt(4)) {
      case 0 -> t.plus(0).times(1);
      case 1 -> t.stopGradient().minus(t.fill(1).minus(1));
      case 2 -> t.pow(1).dividedBy(t.fill(2).times(0.5));
      default -> t.reshape(-1).reshape(t.shape());
    };
  }

  private Tensor reduced(Tensor t) {
    int rank = t.shape().rank();
    int set = random.nextInt(1 << rank);
    int[] axes = IntStream.range(0, rank).filter(axis -> (set >> axis & 1) == 1).toArray();
    return random.nextBoolean() ? t.meanOver(axes) : t.tanh().logSumExpOver(axes).times(0.3);
  }

  private int[] permutation(int rank) {
    int[] axes = IntStream.range(0, rank).toArray();
    for (int i = rank - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = axes[i];
      axes[i] = axes[j];
      axes[j] = kept;
    }
    return axes;
  }

  private Tensor cut(Tensor t) {
    if (t.shape().rank() == 0) {
      return t;
    }
    int axis = random.nextInt(t.shape().rank());
    int size = t.shape().size(axis);
    int from = random.nextInt(size);
    return t.slice(axis, from, from + 1 + random.nextInt(size - from), 1 + random.nextInt(2));
  }

  private Tensor product(Tensor t) {
    if (t.shape().rank() < 2) {
      return t.cos();
    }
    Tensor product = random.nextBoolean() ? t.matmul(t.transposed()) : t.transposed().matmul(t);
    return product.tanh();
  }

  private Tensor looked(Tensor t) {
    if (t.shape().rank() == 0 || t.shape().size(0) < 2) {
      return t.sin();
    }
    return random.nextBoolean() ? t.gather(indices) : t.cumSum(0).times(0.3);
  }

  /** A choice by the sign of an input. */
  private Tensor chosen(Tensor t) {
    Tensor first = x.slice(0, 0, 1).slice(1, 0, 1).reshape(Shape.scalar());
    return Tensor.where(first.greaterThan(0), t, t.neg().plus(1));
  }
}
