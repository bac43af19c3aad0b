package org.vae4j.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.vae4j.distribution.Distribution;
import org.vae4j.distribution.Likelihood;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** The pass of one batch. Samples are folded into rows before the decoder and unfolded after it. */
final class TracedPass extends ModelScope implements ForwardPass {
  private final Model model;
  private final Batch batch;
  private final int samples;
  private final Scope root;
  private final LatentModel.Inference inference;
  private @Nullable Likelihood likelihood;
  private @Nullable Tensor logLikelihood;

  TracedPass(Model model, Batch batch, int samples, Scope root) {
    super(root.under(batch.conditions()), model.inputShape(), model.targetShape());
    requireShape("input", batch.input(), model.inputShape());
    requireShape("target", batch.target(), model.targetShape());
    this.model = model;
    this.batch = batch;
    this.samples = samples;
    this.root = root;
    this.inference = model.latent().infer(batch, samples, this);
    Scope penalties = shared("posterior-penalty");
    for (Latent latent : inference.latents()) {
      latent
          .draw()
          .penalties()
          .forEach((name, value) -> penalties.penalty(latent.name() + "-" + name, value));
    }
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public List<Latent> latents() {
    return inference.latents();
  }

  @Override
  public Posterior posterior() {
    return only().posterior();
  }

  @Override
  public Draw draw() {
    return only().draw();
  }

  @Override
  public Distribution prior() {
    return only().prior();
  }

  @Override
  public Likelihood likelihood() {
    if (likelihood == null) {
      likelihood = decode(code());
    }
    return likelihood;
  }

  @Override
  public Tensor logLikelihood() {
    if (logLikelihood == null) {
      logLikelihood = logLikelihood(likelihood(), samples).reshape(samples, rows());
    }
    return logLikelihood;
  }

  @Override
  public Tensor logPrior() {
    return total(this::logPrior);
  }

  /** A prior's rows are those of the batch, those of all samples, or none. */
  private Tensor logPrior(Latent latent) {
    Distribution prior = latent.prior();
    Tensor z = latent.draw().value();
    if (prior.batchShape().equals(Shape.of(samples * rows()))) {
      return prior
          .logDensity(z.reshape(prior.batchShape().concat(prior.eventShape())))
          .reshape(samples, rows());
    }
    return prior.logDensity(z).broadcastTo(Shape.of(samples, rows()));
  }

  @Override
  public Tensor logPosterior() {
    return total(TracedPass::logPosterior);
  }

  private static Tensor logPosterior(Latent latent) {
    return latent
        .draw()
        .logDensity()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the posterior of latent '"
                        + latent.name()
                        + "' has no density: expected one for this loss or evaluation; use an"
                        + " encoder whose draw has a logDensity, or a loss that needs none"));
  }

  @Override
  public Tensor logWeight() {
    return logLikelihood().plus(logPrior()).minus(logPosterior());
  }

  @Override
  public Tensor kl(Latent latent) {
    Optional<Tensor> closed =
        latent.posterior().distribution().flatMap(q -> Distribution.kl(q, latent.prior()));
    return closed
        .map(kl -> perRow(kl.sumOverLast(latent.prior().eventShape().rank())))
        .orElseGet(() -> logPosterior(latent).minus(logPrior(latent)).meanOver(0));
  }

  /** A value for all rows, for each row or for each row of each sample, as one for each row. */
  private Tensor perRow(Tensor value) {
    return value.shape().equals(Shape.of(samples * rows()))
        ? value.reshape(samples, rows()).meanOver(0)
        : value.broadcastTo(Shape.of(rows()));
  }

  @Override
  public Tensor kl() {
    return total(this::kl);
  }

  @Override
  public Tensor code() {
    return inference.code();
  }

  @Override
  public Tensor representative() {
    return inference.representative();
  }

  @Override
  public Likelihood decode(Tensor z) {
    int folded = folded(z);
    Tensor flat =
        folded == 0
            ? z
            : z.reshape(Shape.of(folded * rows()).concat(z.shape().last(z.shape().rank() - 2)));
    return model.decoder().decode(flat, shared("decoder").folding(Math.max(1, folded)));
  }

  @Override
  public Tensor logLikelihood(Tensor z) {
    int folded = folded(z);
    Tensor flat = logLikelihood(decode(z), Math.max(1, folded));
    return folded == 0 ? flat : flat.reshape(folded, rows());
  }

  private Tensor logLikelihood(Likelihood decoded, int repeats) {
    Shape row = decoded.eventShape();
    if (!row.equals(model.targetShape())) {
      throw new IllegalArgumentException(
          "decoder output does not match the target: expected "
              + model.targetShape()
              + " a row, got "
              + row);
    }
    return decoded.logDensity(batch.target().repeat(repeats));
  }

  /** How many samples precede the rows in the shape of codes; 0 if there is no such axis. */
  private int folded(Tensor z) {
    return z.shape().rank() == inference.representative().shape().rank() ? 0 : z.shape().size(0);
  }

  @Override
  public ForwardPass under(Batch other) {
    return new TracedPass(model, other, samples, root);
  }

  @Override
  public Tensor rowWeights() {
    return input("weight").orElseGet(() -> graph().fill(1, Shape.of(rows())));
  }

  @Override
  public Tensor trainingRows() {
    return shared("training").state("rows", Shape.scalar(), Initializer.constant(1)).value();
  }

  @Override
  public void requireReparameterized(String loss) {
    for (Latent latent : latents()) {
      if (!latent.draw().reparameterized()) {
        throw new IllegalArgumentException(
            loss
                + " needs reparameterized draws: those of latent '"
                + latent.name()
                + "' pass no gradient to the encoder; use a score-function loss, or another"
                + " posterior");
      }
    }
  }

  @Override
  public <D extends Distribution> D requirePosterior(Class<D> kind, String loss) {
    Optional<Distribution> q = posterior().distribution();
    return q.filter(kind::isInstance)
        .map(kind::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    loss
                        + " needs a posterior that is a "
                        + kind.getSimpleName()
                        + ", got "
                        + q.map(d -> "a " + d.getClass().getSimpleName())
                            .orElse("one without a distribution")
                        + "; use another encoder or loss"));
  }

  private Tensor total(Function<Latent, Tensor> each) {
    return latents().stream().map(each).reduce(Tensor::plus).orElseThrow();
  }

  private Latent only() {
    if (latents().size() != 1) {
      throw new IllegalArgumentException(
          "expected a model of one latent variable, got "
              + latents().stream().map(Latent::name).toList()
              + "; go through latents()");
    }
    return latents().get(0);
  }

  private void requireShape(String what, Tensor tensor, Shape row) {
    Shape expected = Shape.of(rows()).concat(row);
    if (!tensor.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "batch "
              + what
              + " does not match the model: expected "
              + expected
              + ", got "
              + tensor.type());
    }
  }
}
