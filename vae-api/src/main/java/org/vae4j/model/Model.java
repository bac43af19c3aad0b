package org.vae4j.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;

/**
 * The parts of a model for data of given shapes: what training and inference trace into programs.
 *
 * @param inputShape one row as the encoder sees it
 * @param targetShape one row as the likelihood sees it
 * @param conditions what else comes with a row, by name and shape: {@code label}, the {@code
 *     observed} mask; any part of the model finds it with {@link Scope#input}
 * @param latent the latent variables, usually {@link SingleLatent}
 * @param decoder p(x|z)
 * @param loss what training minimizes
 */
public record Model(
    Shape inputShape,
    Shape targetShape,
    Map<String, Shape> conditions,
    LatentModel latent,
    Decoder decoder,
    Loss loss) {
  /** The name of the graph's input that holds the rows of a batch. */
  public static final String INPUT = "input";

  /**
   * The state that holds {@link ForwardPass#trainingRows}. Whoever trains writes it once; it stays
   * with the model's weights.
   */
  public static final Variable TRAINING_ROWS = new Variable("training/rows", Shape.scalar());

  /** Copies the conditions, by name in order. */
  public Model {
    conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
  }

  /** A model of rows that are their own target, without conditions. */
  public static Model of(Shape inputShape, LatentModel latent, Decoder decoder, Loss loss) {
    return new Model(inputShape, inputShape, Map.of(), latent, decoder, loss);
  }

  /** This model of rows with one more condition. */
  public Model withCondition(String name, Shape shape) {
    Map<String, Shape> more = new TreeMap<>(conditions);
    more.put(name, shape);
    return new Model(inputShape, targetShape, more, latent, decoder, loss);
  }

  /**
   * Declares the input {@value #INPUT}, {@code [rows] ++ input}, and one input for each condition,
   * as a batch that is its own target.
   */
  public Batch batch(Scope root) {
    Tensor rows = input(INPUT, inputShape, root);
    return new Batch(rows, rows, declaredConditions(root));
  }

  /**
   * Declares one input for each condition and gives the scope that finds them: for generating and
   * decoding without a batch.
   */
  public Scope conditioned(Scope root) {
    return root.under(declaredConditions(root));
  }

  private Map<String, Tensor> declaredConditions(Scope root) {
    Map<String, Tensor> declared = new TreeMap<>();
    conditions.forEach((name, shape) -> declared.put(name, input(name, shape, root)));
    return declared;
  }

  private static Tensor input(String name, Shape row, Scope root) {
    return root.graph().input(name, TensorType.floats(Shape.of(root.rows()).concat(row)));
  }

  /**
   * Applies the model to a batch.
   *
   * @param samples codes drawn for each row
   * @param root the root scope of a trace
   */
  public ForwardPass pass(Batch batch, int samples, Scope root) {
    return new TracedPass(this, batch, samples, root);
  }

  /** Draws a code for each row from the prior: {@code [rows] ++ code}. */
  public Tensor generate(Scope root) {
    return latent.generate(new ModelScope(root, inputShape, targetShape));
  }

  /** Decodes codes that no batch belongs to, {@code [rows] ++ code}. */
  public Likelihood decode(Tensor z, Scope root) {
    return decoder.decode(z, new ModelScope(root, inputShape, targetShape).shared("decoder"));
  }

  /** What a likelihood says a row is: its expectation if it has one, else a draw. */
  public static Tensor expectation(Likelihood likelihood, Scope root) {
    Optional<Tensor> expectation = likelihood.expectation();
    return expectation.orElseGet(() -> likelihood.sample(1, root.shared("likelihood")).at(0, 0));
  }
}
