package org.vae4j.data;

/**
 * The shortest decimal text that reads back as the same float, alike on every Java version ({@code
 * Float.toString} before Java 19 writes more digits than needed).
 */
final class FloatText {

  private static final int MAX_DIGITS = 9;
  private static final int MIN_EXPONENT = -60;
  private static final double[] POWERS_OF_TEN = new double[121];

  static {
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = Double.parseDouble("1e" + (i + MIN_EXPONENT));
    }
  }

  private FloatText() {}

  /** As {@code 3}, {@code -0.25}, {@code 1.5e-7}, {@code NaN}, {@code Infinity}. */
  static String of(float value) {
    if (value == 0 || !Float.isFinite(value)) {
      String text = Float.toString(value);
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
    float magnitude = Math.abs(value);
    int exponent = (int) Math.floor(StrictMath.log10(magnitude));
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      int shift = digits - 1 - exponent;
      long decimal = Math.round(magnitude * power(shift));
      // Doubles have room to spare, so this rejects nearly all; the exact test comes second.
      if ((float) (decimal / power(shift)) == magnitude) {
        String text = text(value < 0, decimal, -shift);
        if (Float.parseFloat(text) == value) {
          return text;
        }
      }
    }
    int shift = MAX_DIGITS - 1 - exponent;
    return text(value < 0, Math.round(magnitude * power(shift)), -shift);
  }

  private static double power(int exponent) {
    return POWERS_OF_TEN[exponent - MIN_EXPONENT];
  }

  /** The number {@code decimal · 10^scale}, in positional or scientific notation. */
  private static String text(boolean negative, long decimal, int scale) {
    if (decimal % 10 == 0) {
      return text(negative, decimal / 10, scale + 1);
    }
    String digits = Long.toString(decimal);
    int point = digits.length() + scale;
    StringBuilder text = new StringBuilder(16).append(negative ? "-" : "");
    if (scale >= 0 && point <= MAX_DIGITS) {
      return text.append(digits).append("0".repeat(scale)).toString();
    }
    if (point > 0 && point <= MAX_DIGITS) {
      return text.append(digits, 0, point).append('.').append(digits.substring(point)).toString();
    }
    if (point <= 0 && point > -4) {
      return text.append("0.").append("0".repeat(-point)).append(digits).toString();
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    return text.append('e').append(point - 1).toString();
  }
}
