package org.vae4j.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Feed;
import org.vae4j.backend.Memory;
import org.vae4j.backend.TracedProgram;
import org.vae4j.data.Dataset;
import org.vae4j.data.InputReader;
import org.vae4j.error.TrainingException;
import org.vae4j.evaluate.TrainingClock;
import org.vae4j.model.Model;
import org.vae4j.model.Optimizer;
import org.vae4j.optimizer.Adam;
import org.vae4j.tensor.NoiseGenerator;

/**
 * Trains a model step by step. Everything random is a function of the seed, the epoch and the step,
 * so two runs on one backend give the same bits.
 *
 * <p>A step whose loss is not finite ends the training with a {@link TrainingException}, and so
 * does an epoch that leaves a parameter not finite; the parameters are set back to the end of the
 * epoch before.
 */
public final class Trainer implements AutoCloseable, TrainingClock {
  private static final System.Logger LOG = System.getLogger(Trainer.class.getName());
  private static final String PURPOSE = "training";

  /** The path of the noise that orders the rows; no layer can declare one with a {@code #}. */
  private static final String ORDER = "#order";

  /** Numbers fed to a step whose preparation takes longer than waking a thread for it. */
  private static final int WORTH_A_THREAD = 1 << 14;

  private final Dataset data;
  private final Training training;
  private final Memory memory;
  private final Optional<Validation> validation;
  private final InputReader reader;
  private final List<BoundStep> steps = new ArrayList<>();
  private final Parameters parameters;
  private final NextBatch batches;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final List<EpochReport> history = new ArrayList<>();
  private Memory.Snapshot epochStart;
  private int[] order = new int[0];
  private int orderedEpoch = -1;
  private long step;
  private long epochNanos;

  /**
   * Traces and compiles the model's step and initializes its parameters.
   *
   * @param data the rows to train on
   * @param validation rows to evaluate after each epoch
   */
  public Trainer(
      Model model, Dataset data, Optional<Dataset> validation, Training training, Backend backend) {
    this(
        model, data, validation, training, backend, Runtime.getRuntime().availableProcessors() > 1);
  }

  /** A trainer that is told whether a core may prepare batches while others compute. */
  Trainer(
      Model model,
      Dataset data,
      Optional<Dataset> validation,
      Training training,
      Backend backend,
      boolean spareCore) {
    this.data = data;
    this.training = training;
    this.reader = new InputReader(data);
    int batch = Math.min(training.batchSize(), data.rows());
    int rest = data.rows() % batch;
    Optimizer optimizer = training.optimizer().orElseGet(Adam::standard);
    List<TracedProgram> traced = new ArrayList<>();
    traced.add(TrainingPrograms.step(model, optimizer, batch));
    if (rest > 0) {
      traced.add(TrainingPrograms.step(model, optimizer, rest));
    }
    this.parameters = new Parameters(traced);
    this.memory = backend.allocate(parameters.all());
    parameters.initialize(memory, training.seed());
    if (parameters.all().contains(Model.TRAINING_ROWS)) {
      memory.write(Model.TRAINING_ROWS, new float[] {data.rows()});
    }
    traced.forEach(program -> steps.add(new BoundStep(program, backend, memory)));
    this.validation =
        validation.map(rows -> new Validation(model, rows, backend, memory, training.seed(), this));
    this.epochStart = memory.snapshot();
    this.batches =
        new NextBatch(this::prepare, spareCore && steps.get(0).fedNumbers() >= WORTH_A_THREAD);
  }

  /** The memory that holds the parameters; it is the trainer's until {@link #close}. */
  public Memory memory() {
    return memory;
  }

  /** The variables of the training. */
  public Parameters parameters() {
    return parameters;
  }

  /** The epochs so far. */
  public List<EpochReport> history() {
    return List.copyOf(history);
  }

  /** How many steps were taken. */
  @Override
  public long step() {
    return step;
  }

  /** How many epochs were finished, with the fraction of the present one. */
  @Override
  public double epoch() {
    return (double) step / stepsPerEpoch();
  }

  /** Whether epochs are left. */
  public boolean hasNext() {
    return step < totalSteps();
  }

  private long totalSteps() {
    return (long) training.epochs() * stepsPerEpoch();
  }

  /**
   * Takes a step.
   *
   * @throws NoSuchElementException if no epochs are left
   * @throws TrainingException if the loss is not finite; the parameters are those of the end of the
   *     epoch before
   */
  public StepReport next() {
    if (!hasNext()) {
      throw new NoSuchElementException("training is over after " + training.epochs() + " epochs");
    }
    int epoch = (int) (step / stepsPerEpoch());
    int place = (int) (step % stepsPerEpoch());
    if (place == 0) {
      startEpoch();
    }
    BoundStep bound = boundAt(place);
    batches.require(step);
    bound.feed(step, epoch());
    if (step + 1 < totalSteps()) {
      batches.begin(step + 1);
    }
    Map<String, Double> values = bound.run();
    requireFinite(values, epoch, place);
    values.forEach((name, value) -> sums.merge(name, value * bound.rows(), Double::sum));
    step++;
    StepReport report =
        new StepReport(epoch + 1, training.epochs(), place + 1, stepsPerEpoch(), values);
    tell(listener -> listener.onStep(report));
    if (place + 1 == stepsPerEpoch()) {
      finishEpoch(epoch);
    }
    return report;
  }

  private int stepsPerEpoch() {
    int batch = steps.get(0).rows();
    return (data.rows() + batch - 1) / batch;
  }

  private BoundStep boundAt(int place) {
    int full = steps.get(0).rows();
    return steps.get((place + 1) * full <= data.rows() ? 0 : 1);
  }

  /** Orders, reads and draws what a step is fed: a function of its number alone. */
  private void prepare(long step) {
    int epoch = (int) (step / stepsPerEpoch());
    int place = (int) (step % stepsPerEpoch());
    Feed.Draw draw = new Feed.Draw(training.seed(), PURPOSE, epoch, step, 0);
    if (epoch != orderedEpoch) {
      order = new NoiseGenerator().permutation(draw.stream(ORDER, 0, true), data.rows());
      orderedEpoch = epoch;
    }
    boundAt(place).prepare(reader, order, place * steps.get(0).rows(), draw);
  }

  private void startEpoch() {
    sums.clear();
    epochNanos = System.nanoTime();
    epochStart.close();
    epochStart = memory.snapshot();
  }

  private void finishEpoch(int epoch) {
    requireFiniteParameters(epoch);
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum / data.rows()));
    Map<String, Double> validated = validation.map(Validation::evaluate).orElse(Map.of());
    double seconds = (System.nanoTime() - epochNanos) / 1e9;
    EpochReport report = new EpochReport(epoch + 1, training.epochs(), means, validated, seconds);
    history.add(report);
    tell(listener -> listener.onEpoch(report));
  }

  private void requireFinite(Map<String, Double> values, int epoch, int place) {
    for (double value : values.values()) {
      if (!Double.isFinite(value)) {
        throw diverged(epoch, place, broken(values));
      }
    }
  }

  private static List<String> broken(Map<String, Double> values) {
    return values.entrySet().stream()
        .filter(entry -> !Double.isFinite(entry.getValue()))
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .toList();
  }

  /** A finite loss may have a gradient that is not: the last step's shows in no later loss. */
  private void requireFiniteParameters(int epoch) {
    List<String> broken =
        parameters.model().stream()
            .filter(variable -> !allFinite(memory.read(variable)))
            .map(variable -> "NaN or infinity in " + variable.name())
            .toList();
    if (!broken.isEmpty()) {
      throw diverged(epoch, stepsPerEpoch() - 1, broken);
    }
  }

  private static boolean allFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private TrainingException diverged(int epoch, int place, List<String> broken) {
    memory.restore(epochStart);
    return new TrainingException(
        "training diverged in epoch "
            + (epoch + 1)
            + ", step "
            + (place + 1)
            + ": expected finite numbers, got "
            + String.join(", ", broken)
            + "; the parameters were set back to the start of the epoch;"
            + " lower the learning rate, or check the scale of the data and the likelihood");
  }

  private void tell(Consumer<TrainingListener> message) {
    for (TrainingListener listener : training.listeners()) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "a training listener failed and is ignored: " + listener,
            e);
      }
    }
  }

  /** Releases the programs and the memory. */
  @Override
  public void close() {
    batches.close();
    steps.forEach(BoundStep::close);
    validation.ifPresent(Validation::close);
    epochStart.close();
    memory.close();
  }
}
