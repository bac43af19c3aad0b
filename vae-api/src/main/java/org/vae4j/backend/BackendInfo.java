package org.vae4j.backend;

/**
 * What a backend is and runs on.
 *
 * @param id the name it is chosen by, such as {@code java}
 * @param version of the backend and its engine, for people, such as {@code 0.1.0, PyTorch 2.7.1}
 * @param device such as {@code cpu} or {@code gpu:0}
 * @param threads how many threads compute
 * @param precision the arithmetic of FLOAT tensors
 * @param reproducibility what repeats to the bit
 * @param preferredRows the largest number of rows of an inference program, a power of two
 */
public record BackendInfo(
    String id,
    String version,
    String device,
    int threads,
    Precision precision,
    Reproducibility reproducibility,
    int preferredRows) {
  /** What repeats to the bit when the same program runs on the same numbers. */
  public enum Reproducibility {
    /** Every machine, Java version and chunk of rows gives the same bits. */
    EXACT_EVERYWHERE,
    /** The same machine, options and number of threads give the same bits. */
    SAME_MACHINE,
    /** Two runs may differ by rounding. */
    ROUNDING
  }
}
