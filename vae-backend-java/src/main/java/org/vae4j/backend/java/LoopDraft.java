package org.vae4j.backend.java;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.tensor.Tensor;

/** A loop that operations join, the last one first. */
final class LoopDraft {
  /** Beyond this the JIT compiler neither unrolls nor vectorizes; found by trying. */
  private static final int ARRAYS = 5;

  private static final int COST = 24;

  /** Loops so short that vectors hardly matter may be as large as is good for a method. */
  private static final int SHORT = 256;

  private static final int ARRAYS_IF_SHORT = 12;
  private static final int COST_IF_SHORT = 200;

  private final Tensor result;
  private final int length;
  private final int columns;
  private final Recognition recognition;
  private final Set<Tensor> joined = new LinkedHashSet<>();

  /**
   * The loop of a tensor.
   *
   * @param length how many numbers it computes
   * @param columns how many of them make one number of the result
   */
  LoopDraft(Tensor result, int length, int columns, Recognition recognition) {
    this.result = result;
    this.length = length;
    this.columns = columns;
    this.recognition = recognition;
  }

  int length() {
    return length;
  }

  /** Adds an operation; it is computed where its numbers are used. */
  void join(Tensor tensor) {
    joined.add(tensor);
  }

  /** Whether the loop stays small enough with one more operation. */
  boolean hasRoomFor(Tensor tensor) {
    int cost = recognition.call(tensor).function().cost();
    Set<Tensor> arrays = new LinkedHashSet<>();
    for (Tensor each : joined) {
      cost += recognition.call(each).function().cost();
      addArrays(each, arrays);
    }
    addArrays(tensor, arrays);
    arrays.removeAll(joined);
    arrays.remove(tensor);
    return length < SHORT
        ? cost <= COST_IF_SHORT && arrays.size() <= ARRAYS_IF_SHORT
        : cost <= COST && arrays.size() <= ARRAYS;
  }

  private void addArrays(Tensor tensor, Set<Tensor> arrays) {
    for (Tensor operand : recognition.call(tensor).operands()) {
      if (!recognition.isNumber(tensor, operand)) {
        arrays.add(recognition.origin(operand));
      }
    }
  }

  /** The loop with all that joined it. */
  Unit.Loop finished() {
    List<Tensor> order = new ArrayList<>(joined);
    order.sort(Comparator.comparingInt(Tensor::id));
    Set<Tensor> arrays = new LinkedHashSet<>();
    Set<Tensor> numbers = new LinkedHashSet<>();
    if (joined.isEmpty()) {
      arrays.add(recognition.origin(result.input(0)));
    }
    for (Tensor tensor : order) {
      for (Tensor operand : recognition.call(tensor).operands()) {
        Tensor origin = recognition.origin(operand);
        if (!joined.contains(origin)) {
          (recognition.isNumber(tensor, operand) ? numbers : arrays).add(origin);
        }
      }
    }
    List<Tensor> reads = new ArrayList<>(arrays);
    reads.addAll(numbers);
    Map<Tensor, Integer> values = new IdentityHashMap<>();
    reads.forEach(tensor -> values.put(tensor, values.size()));
    List<LoopCode.Instruction> instructions = new ArrayList<>();
    for (Tensor tensor : order) {
      Recognition.Call call = recognition.call(tensor);
      List<Integer> operands =
          call.operands().stream().map(recognition::origin).map(values::get).toList();
      instructions.add(new LoopCode.Instruction(call.function(), call.order(), operands));
      values.put(tensor, reads.size() + instructions.size() - 1);
    }
    boolean sums = joined.isEmpty() || !joined.contains(result);
    LoopCode code = new LoopCode(sums, arrays.size(), numbers.size(), instructions);
    return new Unit.Loop(result, reads, code, columns);
  }
}
