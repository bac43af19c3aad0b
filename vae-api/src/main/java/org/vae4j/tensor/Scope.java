package org.vae4j.tensor;

import java.util.Map;
import java.util.Optional;

/**
 * What a layer receives besides its operand: a named place in the model where it declares
 * parameters, state and noise as it uses them. There is no separate build phase; the path of names,
 * such as {@code encoder/hidden-1/weight}, is the identity of a parameter in model files. For
 * calling, not for implementing.
 *
 * <p>A name is used once per visit of a scope; a second use is an {@link IllegalArgumentException}
 * that names both lines. Names hold no {@code /} or {@code #}.
 */
public interface Scope {
  /** The graph being traced. */
  Graph graph();

  /** The path of this scope, names joined by {@code /}; the root's is empty. */
  String path();

  /** How many rows tensors have here; in a decoder, samples times rows. */
  int rows();

  /** Whether this traces a training step, where dropout drops and statistics move. */
  boolean training();

  /**
   * A FLOAT array that training changes. In a further visit of a shared scope it is the same one.
   *
   * @throws IllegalArgumentException if the name is used already or an earlier visit declared
   *     another shape
   */
  Tensor parameter(String name, Shape shape, Initializer initializer);

  /**
   * A FLOAT array that the layer itself changes, one value for all rows. Named as a parameter is.
   */
  State state(String name, Shape shape, Initializer initializer);

  /** Standard normal noise of shape {@code [rows] ++ event}, fresh for every row and step. */
  Tensor normal(String name, Shape event);

  /** Standard normal noise of shape {@code [samples, rows] ++ event}. */
  Tensor normal(String name, int samples, Shape event);

  /** Uniform noise on (0, 1) of shape {@code [rows] ++ event}. */
  Tensor uniform(String name, Shape event);

  /** Uniform noise on (0, 1) of shape {@code [samples, rows] ++ event}. */
  Tensor uniform(String name, int samples, Shape event);

  /** Standard normal noise of exactly this shape: one draw a step, not tied to rows. */
  Tensor batchNormal(String name, Shape shape);

  /** A FLOAT scalar that follows a schedule. Changing it never compiles anything again. */
  Tensor scalar(String name, Schedule schedule);

  /**
   * A further input of the batch: {@code label}, {@code observed}, a covariate; of shape {@code
   * [rows] ++ event}.
   */
  Optional<Tensor> input(String name);

  /**
   * Adds a term of the layer's own to what is minimized: a scalar, or {@code [rows]}, which is
   * averaged over the rows.
   *
   * @throws IllegalArgumentException if the value has another shape
   */
  void penalty(String name, Tensor value);

  /** A scope within this one, visited for the first and only time. */
  Scope child(String name);

  /**
   * A scope within this one that may be visited again: the same parameters, fresh noise, state
   * updated by the first visit.
   */
  Scope shared(String name);

  /**
   * This scope for rows that hold that many samples of each row here, sample by sample; inputs and
   * noise follow.
   */
  Scope folding(int samples);

  /**
   * This scope for rows that are not rows of the batch, such as pseudo-inputs: it has no inputs,
   * its noise is tied to none.
   */
  Scope detached(int rows);

  /** This scope with other {@linkplain #input inputs}. */
  Scope under(Map<String, Tensor> inputs);
}
