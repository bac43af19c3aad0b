package org.vae4j.backend.java;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.vae4j.tensor.BinaryFunction;
import org.vae4j.tensor.DataType;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Indexing;
import org.vae4j.tensor.Layout;
import org.vae4j.tensor.LinearAlgebra;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryFunction;

/**
 * The definition of each operation in double precision: no blocking, no reuse, no approximation.
 */
final class DoubleOperations {
  private DoubleOperations() {}

  /** What a tensor's operation makes of its operands. */
  static DoubleArray compute(Tensor tensor, List<DoubleArray> operands) {
    Operation operation = tensor.operation();
    DoubleArray result = DoubleArray.zeros(tensor.shape());
    if (operation instanceof Elementwise elementwise) {
      elementwise(elementwise, tensor.input(0).dataType(), operands, result.numbers());
    } else if (operation instanceof Reduction reduction) {
      DoubleReductions.compute(reduction, operands.get(0), result);
    } else if (operation instanceof Layout layout) {
      DoubleMoves.layout(layout, operands, result);
    } else if (operation instanceof Indexing indexing) {
      DoubleMoves.indexing(indexing, operands, result);
    } else if (operation instanceof LinearAlgebra algebra) {
      DoubleAlgebra.compute(algebra, operands, result);
    }
    return result;
  }

  private static void elementwise(
      Elementwise operation, DataType dataType, List<DoubleArray> operands, double[] y) {
    double[] x = operands.get(0).numbers();
    if (operation instanceof Elementwise.Unary unary) {
      map(function(unary.function()), x, y);
    } else if (operation instanceof Elementwise.Binary binary) {
      DoubleBinaryOperator function = function(binary.function());
      double[] b = operands.get(1).numbers();
      for (int i = 0; i < y.length; i++) {
        y[i] = function.applyAsDouble(x[i], b[i]);
      }
    } else if (operation instanceof Elementwise.Polygamma polygamma) {
      map(number -> GammaFunctions.polygamma(polygamma.order(), number), x, y);
    } else if (operation instanceof Elementwise.Cast cast) {
      boolean rounds = dataType == DataType.FLOAT && cast.to() == DataType.INT;
      map(number -> rounds ? (int) number : number, x, y);
    } else if (operation instanceof Elementwise.Where) {
      double[] b = operands.get(1).numbers();
      double[] condition = operands.get(2).numbers();
      for (int i = 0; i < y.length; i++) {
        y[i] = condition[i] != 0 ? x[i] : b[i];
      }
    } else if (operation instanceof Elementwise.StopGradient) {
      map(number -> number, x, y);
    }
  }

  private static void map(DoubleUnaryOperator function, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = function.applyAsDouble(x[i]);
    }
  }

  private static DoubleUnaryOperator function(UnaryFunction function) {
    return switch (function) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Math::signum;
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SQRT -> Math::sqrt;
      case SIGMOID -> x -> 1 / (1 + StrictMath.exp(-x));
      case TANH -> StrictMath::tanh;
      case SOFTPLUS -> x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case ERF -> ErrorFunctions::erf;
      case ERFC -> ErrorFunctions::erfc;
      case LGAMMA -> GammaFunctions::logGamma;
      case FLOOR -> Math::floor;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case IS_FINITE -> x -> Double.isFinite(x) ? 1 : 0;
    };
  }

  private static DoubleBinaryOperator function(BinaryFunction function) {
    return switch (function) {
      case PLUS -> (a, b) -> a + b;
      case MINUS -> (a, b) -> a - b;
      case TIMES -> (a, b) -> a * b;
      case DIVIDED_BY -> (a, b) -> a / b;
      case POW -> StrictMath::pow;
      case MAX -> Math::max;
      case GREATER_THAN -> (a, b) -> a > b ? 1 : 0;
      case EQUAL_TO -> (a, b) -> a == b ? 1 : 0;
      case FLOOR_DIV -> (a, b) -> Math.floorDiv((int) a, divisor(b));
      case MOD -> (a, b) -> Math.floorMod((int) a, divisor(b));
    };
  }

  private static int divisor(double b) {
    if (b == 0) {
      throw new IllegalArgumentException(
          "division of whole numbers: expected a divisor other than 0, got 0");
    }
    return (int) b;
  }
}
