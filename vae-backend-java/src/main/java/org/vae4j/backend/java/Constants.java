package org.vae4j.backend.java;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Source;

/** Arrays of fixed numbers. */
final class Constants {
  private Constants() {}

  /**
   * The numbers of a fill or a literal, FLOAT rounded to single precision.
   *
   * @param source a {@link Source.Fill} or a {@link Source.Literal}
   * @param uniform whether one number is enough
   */
  static Object array(Source source, boolean uniform) {
    int count = uniform ? 1 : source.type().shape().elementCount();
    double[] numbers = new double[count];
    if (source instanceof Source.Literal literal) {
      DoubleBuffer values = literal.values();
      values.get(numbers);
    } else if (source instanceof Source.Fill fill) {
      Arrays.fill(numbers, fill.value());
    } else {
      throw new IllegalArgumentException("constant: expected fixed numbers, got " + source);
    }
    return source.type().dataType() == DataType.FLOAT ? floats(numbers) : ints(numbers);
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static int[] ints(double[] numbers) {
    int[] ints = new int[numbers.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) numbers[i];
    }
    return ints;
  }
}
