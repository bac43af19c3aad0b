package org.vae4j.backend.java;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.tensor.Gradients;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * Prints a digest of what the strict precision computes: every operation, and some training steps.
 */
final class StrictBits {
  private static final int ROWS = 16;
  private static final int COLUMNS = 9;
  private static final int STEPS = 20;

  private StrictBits() {}

  /** Prints the digest on standard output; a script can run this on any Java. */
  public static void main(String[] arguments) {
    System.out.println(digest());
  }

  /** The SHA-256 of all bits. */
  static String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Sample.all().forEach(sample -> add(digest, sample.run(Precision.STRICT_FLOAT32)));
      train(digest);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    for (double number : numbers) {
      bytes.putLong(Double.doubleToLongBits(number)); // one pattern for every NaN
    }
    digest.update(bytes.array());
  }

  /** A small autoencoder, from weights made by a generator that Java specifies. */
  private static void train(MessageDigest digest) {
    Program program = program();
    Random random = new Random(7);
    try (Backend backend = Sample.backend(Precision.STRICT_FLOAT32);
        Memory memory = backend.allocate(program.variables());
        Executable step = backend.compile(program).bind(memory)) {
      for (Variable variable : program.variables()) {
        float[] values = new float[variable.shape().elementCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = variable.name().endsWith("moment") ? 0 : random.nextFloat() - 0.5f;
        }
        memory.write(variable, values);
      }
      for (int at = 0; at < ROWS * COLUMNS; at++) {
        step.input("x").put(at, random.nextFloat());
      }
      step.input("rate").put(0, 0.01);
      for (int i = 1; i <= STEPS; i++) {
        step.input("correction1").put(0, 1 - StrictMath.pow(0.9, i));
        step.input("correction2").put(0, 1 - StrictMath.pow(0.999, i));
        step.run();
        add(digest, step.output("loss").toDoubles());
      }
      for (Variable variable : program.variables()) {
        float[] values = memory.read(variable);
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
          numbers[i] = values[i];
        }
        add(digest, numbers);
      }
    }
  }

  private static Program program() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", TensorType.floats(Shape.of(ROWS, COLUMNS)));
    Shape[] shapes = {Shape.of(COLUMNS, 5), Shape.of(5), Shape.of(5, COLUMNS), Shape.of(COLUMNS)};
    List<Variable> variables = new ArrayList<>();
    List<Tensor> reads = new ArrayList<>();
    for (Shape shape : shapes) {
      Variable variable = new Variable("weight" + variables.size(), shape);
      variables.add(variable);
      reads.add(graph.read(variable));
    }
    Tensor code = x.matmul(reads.get(0)).plus(reads.get(1)).tanh();
    Tensor logits = code.matmul(reads.get(2)).plus(reads.get(3));
    Tensor loss = logits.softplus().minus(x.times(logits)).sumOver(-1).mean();
    List<Tensor> gradients = Gradients.of(loss, reads);
    TensorType scalar = TensorType.floats(Shape.scalar());
    Tensor rate = graph.input("rate", scalar);
    Tensor correction1 = graph.input("correction1", scalar);
    Tensor correction2 = graph.input("correction2", scalar);
    Program.Builder program = Program.builder("train").output("loss", loss);
    for (int i = 0; i < shapes.length; i++) {
      Variable variable = variables.get(i);
      program.update(
          new Update.AdamUpdate(
              variable,
              new Variable(variable.name() + "/first-moment", shapes[i]),
              new Variable(variable.name() + "/second-moment", shapes[i]),
              gradients.get(i),
              rate,
              correction1,
              correction2,
              0.9,
              0.999,
              1e-8,
              0.01));
    }
    return program.build();
  }
}
