package org.vae4j.model;

import java.util.Optional;
import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/**
 * The parts of a model for data of given shapes: what training and inference trace into programs.
 *
 * @param inputShape one row as the encoder sees it
 * @param targetShape one row as the likelihood sees it
 * @param latent the latent variables, usually {@link SingleLatent}
 * @param decoder p(x|z)
 * @param loss what training minimizes
 */
public record Model(
    Shape inputShape, Shape targetShape, LatentModel latent, Decoder decoder, Loss loss) {
  /** The name of the graph's input that holds the rows of a batch. */
  public static final String INPUT = "input";

  /** A model of rows that are their own target. */
  public static Model of(Shape inputShape, LatentModel latent, Decoder decoder, Loss loss) {
    return new Model(inputShape, inputShape, latent, decoder, loss);
  }

  /**
   * Declares the input {@value #INPUT}, {@code [rows] ++ input}, as a batch that is its own target.
   */
  public Batch batch(Scope root) {
    Shape shape = Shape.of(root.rows()).concat(inputShape);
    return Batch.of(root.graph().input(INPUT, TensorType.floats(shape)));
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
