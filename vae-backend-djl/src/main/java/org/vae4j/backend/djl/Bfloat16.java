package org.vae4j.backend.djl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Products of matrices in bfloat16: which processors have them, and where they pay. */
final class Bfloat16 {
  /** The engine's code of the type. */
  static final int TYPE = 15;

  /** The products of numbers that pay for converting one number of a factor or a result. */
  private static final long PRODUCTS_PER_NUMBER = 64;

  /** Instructions that multiply bfloat16 numbers, as Linux names them. */
  private static final Set<String> INSTRUCTIONS = Set.of("amx_bf16", "avx512_bf16", "bf16");

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private Bfloat16() {}

  /** Whether this processor has instructions for it; false where the system does not say. */
  static boolean isSupported() {
    try {
      return isSupported(Files.readAllLines(PROCESSOR, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a processor has instructions for it, by its description in Linux. */
  static boolean isSupported(List<String> description) {
    return description.stream()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .flatMap(line -> Arrays.stream(line.split("\\s+")))
        .anyMatch(INSTRUCTIONS::contains);
  }

  /** Whether a product {@code [rows, inner] · [inner, columns]} is large enough. */
  static boolean pays(long rows, long inner, long columns) {
    long numbers = rows * inner + inner * columns + rows * columns;
    return rows * inner * columns >= PRODUCTS_PER_NUMBER * numbers;
  }
}
