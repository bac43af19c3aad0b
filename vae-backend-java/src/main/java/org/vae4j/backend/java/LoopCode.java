package org.vae4j.backend.java;

import java.util.List;

/**
 * A loop without its numbers, so that loops of one form share their machine code. Values are
 * counted through: first the arrays that are read at the loop's place, then the numbers that are
 * the same everywhere, then the results of the instructions. The last value is the loop's.
 *
 * @param sums whether values are summed by rows, else they are written to an array
 * @param arrays how many arrays are read
 * @param numbers how many numbers are the same everywhere
 * @param instructions what is computed, each of values before it
 */
record LoopCode(boolean sums, int arrays, int numbers, List<Instruction> instructions) {
  /**
   * One computation.
   *
   * @param order of a polygamma function, 0 otherwise
   * @param operands values by their number
   */
  record Instruction(LoopFunction function, int order, List<Integer> operands) {}

  LoopCode {
    instructions = List.copyOf(instructions);
  }

  /** How many values there are. */
  int values() {
    return arrays + numbers + instructions.size();
  }
}
