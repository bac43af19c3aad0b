package org.vae4j.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.Variable;

/**
 * The outcome of a loss: what is reported and what is minimized. They differ where the gradient
 * that is wanted is not that of the reported bound (a weighted KL, a score function, a doubly
 * reparameterized gradient). Immutable.
 *
 * <p>Values for each row have shape {@code [rows]}; they are averaged over the rows, by weight,
 * after this. Nats.
 */
public final class Objective {
  /**
   * A part of the model that minimizes a loss of its own, such as a critic. The main loss does not
   * train it.
   *
   * @param name for reports
   * @param loss a scalar
   * @param path the scope whose parameters it trains
   * @param optimizer how they change, if not as the rest of the model
   */
  public record Player(String name, Tensor loss, String path, Optional<Optimizer> optimizer) {
    /** Whether it trains this parameter. */
    public boolean trains(Variable parameter) {
      return parameter.name().startsWith(path + "/");
    }
  }

  private final Optional<Tensor> bound;
  private final Tensor minimized;
  private final Map<String, Tensor> terms;
  private final Map<String, Tensor> batchTerms;
  private final List<Player> players;

  private Objective(
      Optional<Tensor> bound,
      Tensor minimized,
      Map<String, Tensor> terms,
      Map<String, Tensor> batchTerms,
      List<Player> players) {
    this.bound = bound;
    this.minimized = minimized;
    this.terms = Collections.unmodifiableMap(terms);
    this.batchTerms = Collections.unmodifiableMap(batchTerms);
    this.players = List.copyOf(players);
  }

  /**
   * A lower bound of log p(x) for each row, to be reported; its negative is minimized unless {@link
   * #minimize} says else.
   */
  public static Objective bound(Tensor perRow) {
    return new Objective(Optional.of(perRow), perRow.neg(), Map.of(), Map.of(), List.of());
  }

  /** A loss for each row that is no bound of a likelihood: an autoencoder's. */
  public static Objective loss(Tensor perRow) {
    return new Objective(Optional.empty(), perRow, Map.of(), Map.of(), List.of());
  }

  /** With a named part of the bound, for each row, to be reported. */
  public Objective term(String name, Tensor perRow) {
    return new Objective(bound, minimized, added(terms, name, perRow), batchTerms, players);
  }

  /**
   * With a scalar of the whole batch that is reported and added to what is minimized, such as a
   * divergence of codes.
   */
  public Objective batchTerm(String name, Tensor scalar) {
    return new Objective(bound, minimized, terms, added(batchTerms, name, scalar), players);
  }

  /** With this minimized, for each row, in place of the bound's negative. */
  public Objective minimize(Tensor perRow) {
    return new Objective(bound, perRow, terms, batchTerms, players);
  }

  /** With a part of the model that minimizes a scalar of its own. */
  public Objective player(String name, Tensor loss, String path) {
    return player(new Player(name, loss, path, Optional.empty()));
  }

  /** With a part of the model that minimizes a scalar of its own, with an optimizer of its own. */
  public Objective player(String name, Tensor loss, String path, Optimizer optimizer) {
    return player(new Player(name, loss, path, Optional.of(optimizer)));
  }

  private Objective player(Player player) {
    List<Player> more = new ArrayList<>(players);
    more.add(player);
    return new Objective(bound, minimized, terms, batchTerms, more);
  }

  /** The bound for each row; absent for an autoencoder. */
  public Optional<Tensor> bound() {
    return bound;
  }

  /** What is minimized, for each row. */
  public Tensor minimized() {
    return minimized;
  }

  /** Reported parts of the bound, for each row. */
  public Map<String, Tensor> terms() {
    return terms;
  }

  /** Scalars that are added to what is minimized. */
  public Map<String, Tensor> batchTerms() {
    return batchTerms;
  }

  /** The parts with losses of their own. */
  public List<Player> players() {
    return players;
  }

  private static Map<String, Tensor> added(Map<String, Tensor> map, String name, Tensor value) {
    Map<String, Tensor> more = new LinkedHashMap<>(map);
    if (more.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("objective already has a term '" + name + "'");
    }
    return more;
  }
}
