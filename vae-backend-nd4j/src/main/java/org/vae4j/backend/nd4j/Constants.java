package org.vae4j.backend.nd4j;

import java.nio.DoubleBuffer;
import org.vae4j.tensor.Source;

/** Fixed numbers. */
final class Constants {
  private Constants() {}

  /** Writes the numbers of a {@link Source.Fill} or a {@link Source.Literal}. */
  static void fill(Source source, Operand target) {
    if (source instanceof Source.Literal literal) {
      DoubleBuffer values = literal.values();
      for (int i = 0; i < target.count(); i++) {
        target.set(i, values.get(i));
      }
    } else if (source instanceof Source.Fill fill) {
      for (int i = 0; i < target.count(); i++) {
        target.set(i, fill.value());
      }
    } else {
      throw new IllegalArgumentException("constant: expected fixed numbers, got " + source);
    }
  }
}
