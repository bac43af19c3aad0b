package org.vae4j.backend.java;

import org.vae4j.tensor.UnaryFunction;

/** Loops of the functions of one number. A result may take the place of its operand. */
final class UnaryKernels {
  private UnaryKernels() {}

  /** y = f(x). */
  static Step of(UnaryFunction function, float[] x, float[] y) {
    return switch (function) {
      case NEG -> () -> neg(x, y);
      case ABS -> () -> abs(x, y);
      case SIGN -> () -> sign(x, y);
      case EXP -> new ExponentialStep(ExponentialStep.Function.EXP, x, y);
      case EXPM1 -> () -> expm1(x, y);
      case LOG -> () -> log(x, y);
      case LOG1P -> () -> log1p(x, y);
      case SQRT -> () -> sqrt(x, y);
      case SIGMOID -> new ExponentialStep(ExponentialStep.Function.SIGMOID, x, y);
      case TANH -> () -> tanh(x, y);
      case SOFTPLUS -> new ExponentialStep(ExponentialStep.Function.SOFTPLUS, x, y);
      case ERF -> () -> erf(x, y);
      case ERFC -> () -> erfc(x, y);
      case LGAMMA -> () -> logGamma(x, y);
      case FLOOR -> () -> floor(x, y);
      case SIN -> () -> sin(x, y);
      case COS -> () -> cos(x, y);
      case IS_FINITE -> () -> isFinite(x, y);
    };
  }

  /** y = ψ⁽ⁿ⁾(x). */
  static Step polygamma(int order, float[] x, float[] y) {
    return () -> {
      for (int i = 0; i < y.length; i++) {
        y[i] = (float) GammaFunctions.polygamma(order, x[i]);
      }
    };
  }

  private static void neg(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = -x[i];
    }
  }

  private static void abs(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  private static void sign(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.signum(x[i]);
    }
  }

  private static void expm1(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) SingleFunctions.expm1(x[i]);
    }
  }

  private static void log(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) SingleFunctions.log(x[i]);
    }
  }

  private static void log1p(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) SingleFunctions.log1p(x[i]);
    }
  }

  private static void sqrt(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void tanh(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) SingleFunctions.tanh(x[i]);
    }
  }

  private static void erf(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) SingleFunctions.erf(x[i]);
    }
  }

  private static void erfc(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) SingleFunctions.erfc(x[i]);
    }
  }

  private static void logGamma(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) GammaFunctions.logGamma(x[i]);
    }
  }

  private static void floor(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.floor(x[i]);
    }
  }

  private static void sin(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) StrictMath.sin(x[i]);
    }
  }

  private static void cos(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) StrictMath.cos(x[i]);
    }
  }

  private static void isFinite(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Float.isFinite(x[i]) ? 1 : 0;
    }
  }
}
