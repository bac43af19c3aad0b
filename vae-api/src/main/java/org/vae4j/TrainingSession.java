package org.vae4j;

import java.util.List;
import java.util.Optional;
import org.vae4j.backend.Backend;
import org.vae4j.data.Dataset;
import org.vae4j.train.EpochReport;
import org.vae4j.train.StepReport;
import org.vae4j.train.Trainer;
import org.vae4j.train.Training;
import org.vae4j.train.ValidationSplit;

/**
 * Training in the caller's own loop: steps until there are no more, then the model. For one thread.
 */
public final class TrainingSession implements AutoCloseable {
  private final Vae vae;
  private final Training training;
  private final Backend backend;
  private final String digest;
  private final Trainer trainer;
  private boolean ownsBackend;

  TrainingSession(
      Vae vae,
      Dataset data,
      Optional<Dataset> validation,
      Training training,
      Backend backend,
      boolean ownsBackend) {
    this.vae = vae;
    this.training = training.orOptimizer(vae.definition().optimizer());
    this.backend = backend;
    this.ownsBackend = ownsBackend;
    try {
      Dataset rows = vae.conform(data);
      this.digest = rows.digest();
      Optional<Dataset> held = validation.map(vae::conform);
      if (held.isEmpty() && training.validationFraction() > 0) {
        ValidationSplit split =
            ValidationSplit.of(rows, training.validationFraction(), training.seed());
        rows = split.training();
        held = Optional.of(split.validation());
      }
      this.trainer = new Trainer(vae.model(), rows, held, this.training, backend);
    } catch (RuntimeException e) {
      closeBackend();
      throw e;
    }
  }

  /** Whether epochs are left. */
  public boolean hasNext() {
    return trainer.hasNext();
  }

  /**
   * Takes a step.
   *
   * @throws java.util.NoSuchElementException if no epochs are left
   * @throws org.vae4j.error.TrainingException if the loss is no longer finite
   */
  public StepReport step() {
    return trainer.next();
  }

  /** The epochs so far. */
  public List<EpochReport> history() {
    return trainer.history();
  }

  /** The model as it is now, with parameters of its own: training may go on. */
  public VaeModel finish() {
    Provenance provenance = Provenance.of(backend.info(), training, digest);
    VaeModel model = VaeModel.trained(vae, backend, ownsBackend, trainer, provenance);
    ownsBackend = false;
    return model;
  }

  /** Releases what training holds on the backend. */
  @Override
  public void close() {
    trainer.close();
    closeBackend();
  }

  private void closeBackend() {
    if (ownsBackend) {
      backend.close();
    }
  }
}
