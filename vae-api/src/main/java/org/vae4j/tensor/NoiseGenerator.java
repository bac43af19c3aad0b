package org.vae4j.tensor;

import java.util.Locale;

/**
 * Reads the values of {@link NoiseStream}s. Each pair of a sample and a row owns a sequence of
 * values in a stream, and every value has an address: what is read does not depend on how rows are
 * split into calls, nor on what was read before.
 *
 * <p>Calls write rows × event values, row after row, and allocate nothing. An instance holds
 * scratch arrays but no position: create one for a thread, use it for any number of streams, and
 * never from two threads at once.
 *
 * <p>Specified to the bit, with test vectors, in {@code docs/noise.md}.
 */
public final class NoiseGenerator {
  private static final int BLOCKS = 128; // the scratch arrays together fit the first-level cache
  private static final int WORDS = 4; // in a block
  private static final long LOW_WORD = 0xFFFFFFFFL;
  private static final long TWO_TO_THE_32 = 1L << 32;
  private static final int ONE_BITS = 0x3F800000; // of 1.0f

  private final long[] x0 = new long[BLOCKS];
  private final long[] x1 = new long[BLOCKS];
  private final long[] x2 = new long[BLOCKS];
  private final long[] x3 = new long[BLOCKS];
  private final int[] words = new int[BLOCKS * WORDS];
  private final Transform uniform = NoiseGenerator::uniform;
  private final Transform normal = new NormalQuantile(BLOCKS * WORDS)::transform;

  /** Creates a generator. */
  public NoiseGenerator() {}

  /**
   * Writes uniform values, each strictly between 0 and 1: (⌊x/2⁹⌋ + ½)·2⁻²³ for a word x.
   *
   * @param stream the stream to read
   * @param sample the sample, from 0
   * @param firstRow the first row, from 0: a position in the epoch's order or an index in the data
   * @param rows number of rows
   * @param event number of values a row
   * @param out takes rows × event values
   * @param offset where in {@code out} the first value goes
   * @throws IllegalArgumentException if a number is negative, or the values do not fit {@code out}
   */
  public void fillUniform(
      NoiseStream stream, int sample, long firstRow, int rows, int event, float[] out, int offset) {
    fill(uniform, stream, sample, firstRow, rows, event, out, offset);
  }

  /**
   * Writes standard normal values, from −6.34 to 6.34: the normal quantile of a 32-bit word, exact
   * to rounding.
   *
   * @param stream the stream to read
   * @param sample the sample, from 0
   * @param firstRow the first row, from 0: a position in the epoch's order or an index in the data
   * @param rows number of rows
   * @param event number of values a row
   * @param out takes rows × event values
   * @param offset where in {@code out} the first value goes
   * @throws IllegalArgumentException if a number is negative, or the values do not fit {@code out}
   */
  public void fillNormal(
      NoiseStream stream, int sample, long firstRow, int rows, int event, float[] out, int offset) {
    fill(normal, stream, sample, firstRow, rows, event, out, offset);
  }

  /**
   * Fills an array with uniform values not tied to rows, such as the initial values of a parameter:
   * those of sample 0 and row 0.
   *
   * @param stream the stream to read
   * @param out takes the values
   */
  public void fillUniform(NoiseStream stream, float[] out) {
    fillUniform(stream, 0, 0, 1, out.length, out, 0);
  }

  /**
   * Fills an array with standard normal values not tied to rows, such as the initial values of a
   * parameter: those of sample 0 and row 0.
   *
   * @param stream the stream to read
   * @param out takes the values
   */
  public void fillNormal(NoiseStream stream, float[] out) {
    fillNormal(stream, 0, 0, 1, out.length, out, 0);
  }

  /**
   * Returns the numbers from 0 to {@code size} − 1 in random order, each order being as likely as
   * any other.
   *
   * <p>Source: R. Durstenfeld, "Algorithm 235: random permutation", Communications of the ACM 7
   * (1964); bounded numbers without bias by D. Lemire, "Fast random integer generation in an
   * interval", ACM TOMACS 29 (2019), algorithm 5.
   *
   * @param stream the stream to read
   * @param size how many numbers
   * @return the permutation, a new array
   * @throws IllegalArgumentException if {@code size} is negative
   */
  public int[] permutation(NoiseStream stream, int size) {
    requireNotNegative("size", size);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    int last = size - 1;
    for (int block = 0; last > 0; block += BLOCKS) {
      setCounters(0, BLOCKS, block, 1, 0, 0, 0);
      Philox.encrypt(stream.key(), x0, x1, x2, x3, BLOCKS);
      putWords(BLOCKS);
      last = shuffle(order, last);
    }
    return order;
  }

  // Settles places of the order from the last one down, as many as the drawn words suffice for.
  private int shuffle(int[] order, int from) {
    int last = from;
    for (int i = 0; i < words.length && last > 0; i++) {
      int bound = last + 1;
      long product = (words[i] & LOW_WORD) * bound;
      long fraction = product & LOW_WORD;
      boolean biased = fraction < bound && fraction < TWO_TO_THE_32 % bound;
      if (!biased) {
        int chosen = (int) (product >>> 32);
        int value = order[chosen];
        order[chosen] = order[last];
        order[last] = value;
        last--;
      }
    }
    return last;
  }

  private void fill(
      Transform transform,
      NoiseStream stream,
      int sample,
      long firstRow,
      int rows,
      int event,
      float[] out,
      int offset) {
    requireNotNegative("sample", sample);
    requireNotNegative("firstRow", firstRow);
    requireNotNegative("rows", rows);
    requireNotNegative("event", event);
    requireRoom(rows, event, out.length, offset);
    int blocksPerRow = event / WORDS + (event % WORDS == 0 ? 0 : 1);
    int rowsBegun = event == 0 ? rows : 0;
    int block = 0;
    int missing = event; // values of the row being written
    int position = offset;
    while (rowsBegun < rows) {
      int blocks = 0;
      if (blocksPerRow == 1) {
        blocks = Math.min(BLOCKS, rows - rowsBegun);
        setCounters(0, blocks, 0, 0, sample, firstRow + rowsBegun, 1);
        rowsBegun += blocks;
      }
      while (blocks < BLOCKS && rowsBegun < rows) {
        int run = Math.min(BLOCKS - blocks, blocksPerRow - block);
        setCounters(blocks, run, block, 1, sample, firstRow + rowsBegun, 0);
        blocks += run;
        block += run;
        if (block == blocksPerRow) {
          block = 0;
          rowsBegun++;
        }
      }
      Philox.encrypt(stream.key(), x0, x1, x2, x3, blocks);
      int count = 0;
      if (event % WORDS == 0) {
        putWords(blocks);
        count = blocks * WORDS;
      }
      for (int i = 0; i < blocks && event % WORDS != 0; i++) {
        putWords(i, count);
        int used = Math.min(missing, WORDS);
        count += used;
        missing = missing == used ? event : missing - used;
      }
      transform.apply(words, count, out, position);
      position += count;
    }
  }

  // Counters from an index on, one after another: of a row's blocks, or of rows of a block each.
  private void setCounters(
      int index, int count, int block, int nextBlock, int sample, long row, int nextRow) {
    for (int i = 0; i < count; i++) {
      long rowOfIt = row + (long) i * nextRow;
      x0[index + i] = block + (long) i * nextBlock;
      x1[index + i] = sample;
      x2[index + i] = rowOfIt & LOW_WORD;
      x3[index + i] = rowOfIt >>> 32;
    }
  }

  // The words of whole blocks, from index 0.
  private void putWords(int blocks) {
    for (int i = 0; i < blocks; i++) {
      putWords(i, i * WORDS);
    }
  }

  private void putWords(int index, int position) {
    words[position] = (int) x0[index];
    words[position + 1] = (int) x1[index];
    words[position + 2] = (int) x2[index];
    words[position + 3] = (int) x3[index];
  }

  static void uniform(int[] words, int count, float[] out, int offset) {
    for (int i = 0; i < count; i++) {
      // 1 + ⌊x/2⁹⌋·2⁻²³ by its bits, less 1 − 2⁻²⁴: exact, and no conversion from int
      out[offset + i] = Float.intBitsToFloat((words[i] >>> 9) | ONE_BITS) - 0x1.fffffep-1f;
    }
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "noise has no such address: expected " + name + " of 0 or more, got " + value);
    }
  }

  private static void requireRoom(int rows, int event, int length, int offset) {
    long values = (long) rows * event;
    if (offset < 0 || offset > length || values > length - offset) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "noise does not fit its array: expected room for %d rows of %d values from offset %d,"
                  + " got an array of %d; enlarge the array or read fewer rows",
              rows,
              event,
              offset,
              length));
    }
  }

  /** Turns words into values. */
  private interface Transform {
    void apply(int[] words, int count, float[] out, int offset);
  }
}
