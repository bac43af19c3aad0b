package org.vae4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.vae4j.backend.Backend;
import org.vae4j.backend.Backends;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Feed;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Program;
import org.vae4j.data.Dataset;
import org.vae4j.data.InputReader;
import org.vae4j.distribution.Factorized;
import org.vae4j.evaluate.Evaluation;
import org.vae4j.evaluate.ImportanceWeights;
import org.vae4j.evaluate.RowFunction;
import org.vae4j.evaluate.TrainingClock;
import org.vae4j.io.TensorData;
import org.vae4j.model.ForwardPass;
import org.vae4j.model.Model;
import org.vae4j.optimizer.Adam;
import org.vae4j.plugin.Components;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.Matrix;
import org.vae4j.schema.Row;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;
import org.vae4j.tensor.Variable;
import org.vae4j.train.EpochReport;
import org.vae4j.train.Parameters;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingPrograms;

/**
 * A trained model: encodes, reconstructs, generates and judges rows. Rows go in and come out in the
 * data's original units. Densities are in nats and of the network's inputs, the scaled values: of
 * two models compare them only if both scale the data alike. For a continuous likelihood the
 * density in original units is lower by Σ log {@link org.vae4j.schema.Scaling#factor} over the
 * columns. May be used from many threads; {@link #close} it when no thread uses it.
 *
 * <p>A backend that was found for the model is closed with it; one that was given is not.
 */
public final class VaeModel implements AutoCloseable {
  private static final int SCORE_SAMPLES = 100;
  private static final String RESULT = "result";

  private final Vae vae;
  private final Backend backend;
  private final boolean ownsBackend;
  private final Memory memory;
  private final List<Variable> variables;
  private final TrainingClock.Stopped clock;
  private final List<EpochReport> history;
  private final Provenance provenance;
  private final DataSchema unbinarized;
  private final ImportanceWeights importance;
  private final Map<String, RowFunction> functions = new HashMap<>();

  private VaeModel(
      Vae vae,
      Backend backend,
      boolean ownsBackend,
      Memory memory,
      List<Variable> variables,
      TrainingClock.Stopped clock,
      List<EpochReport> history,
      Provenance provenance) {
    this.vae = vae;
    this.backend = backend;
    this.ownsBackend = ownsBackend;
    this.memory = memory;
    this.variables = variables;
    this.clock = clock;
    this.history = history;
    this.provenance = provenance;
    this.unbinarized = vae.schema().withBinarization(false);
    this.importance = new ImportanceWeights(vae.model(), backend, memory, clock);
  }

  /** The model as a trainer has it now, with a copy of its parameters. */
  static VaeModel trained(
      Vae vae, Backend backend, boolean ownsBackend, Trainer trainer, Provenance provenance) {
    List<Variable> variables = trainer.parameters().model();
    Memory memory = memory(backend, variables, trainer.memory()::read);
    TrainingClock.Stopped clock = new TrainingClock.Stopped(trainer.step(), trainer.epoch());
    return new VaeModel(
        vae, backend, ownsBackend, memory, variables, clock, trainer.history(), provenance);
  }

  /**
   * A model of weights from elsewhere, such as a {@link org.vae4j.train.Runner}'s after a loop of
   * one's own, on a backend, which stays the caller's. It has no history, its provenance knows of
   * no epochs and no data, and scheduled numbers are those of the start.
   *
   * @param weights gives the value of a parameter or state by its name, in row-major order
   * @throws IllegalArgumentException if a value does not have the variable's number of elements
   */
  public static VaeModel of(Vae vae, Function<String, float[]> weights, Backend backend) {
    List<Variable> variables = variables(vae);
    Memory memory = memory(backend, variables, variable -> weights.apply(variable.name()));
    TrainingClock.Stopped start = new TrainingClock.Stopped(0, 0);
    Provenance provenance = Provenance.of(backend.info());
    return new VaeModel(vae, backend, false, memory, variables, start, List.of(), provenance);
  }

  private static List<Variable> variables(Vae vae) {
    return new Parameters(List.of(TrainingPrograms.step(vae.model(), Adam.standard(), 2))).model();
  }

  private static Memory memory(
      Backend backend, List<Variable> variables, Function<Variable, float[]> values) {
    Memory memory = backend.allocate(variables);
    try {
      for (Variable variable : variables) {
        memory.write(variable, values.apply(variable));
      }
      return memory;
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /**
   * Reads a model onto the default backend, which the model closes.
   *
   * @throws IOException if the file cannot be read
   * @throws org.vae4j.error.ModelFormatException if it is damaged, hostile or of a newer version
   * @throws org.vae4j.error.BackendException if there is no backend
   */
  public static VaeModel load(Path file) throws IOException {
    SavedModel saved = SavedModel.read(file);
    return restore(saved, saved.define(Components.find()), Backends.open(), true);
  }

  /** Reads a model onto a backend, which stays the caller's; see {@link #load(Path)}. */
  public static VaeModel load(Path file, Backend backend) throws IOException {
    SavedModel saved = SavedModel.read(file);
    return restore(saved, saved.define(Components.find()), backend, false);
  }

  /** Reads the weights of a model whose definition is given in code; see {@link #load(Path)}. */
  public static VaeModel load(Path file, Vae vae) throws IOException {
    return restore(SavedModel.read(file), vae, Backends.open(), true);
  }

  /**
   * Reads the weights of a model whose definition is given in code onto a backend, which stays the
   * caller's.
   */
  public static VaeModel load(Path file, Vae vae, Backend backend) throws IOException {
    return restore(SavedModel.read(file), vae, backend, false);
  }

  private static VaeModel restore(SavedModel saved, Vae vae, Backend backend, boolean ownsBackend) {
    try {
      List<Variable> variables = variables(vae);
      saved.requireFits(variables);
      Memory memory =
          memory(
              backend,
              variables,
              variable -> Objects.requireNonNull(saved.weights().get(variable.name())).toArray());
      return new VaeModel(
          vae,
          backend,
          ownsBackend,
          memory,
          variables,
          saved.clock(),
          saved.history(),
          saved.provenance());
    } catch (RuntimeException e) {
      if (ownsBackend) {
        backend.close();
      }
      throw e;
    }
  }

  /**
   * Writes the model, whole or not at all.
   *
   * @throws IOException if the file cannot be written
   * @throws org.vae4j.error.VaeException if a part has no name to be saved by; the message says
   *     which, and how to load it
   */
  public void save(Path file) throws IOException {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    for (Variable variable : variables) {
      weights.put(variable.name(), TensorData.of(variable.shape(), memory.read(variable)));
    }
    Map<String, Object> definition = vae.definition().toTree(Components.find());
    new SavedModel(file.toString(), vae.schema(), definition, provenance, clock, history, weights)
        .write(file);
  }

  /** The definition. */
  public Vae vae() {
    return vae;
  }

  /** What a row of data is. */
  public DataSchema schema() {
    return vae.schema();
  }

  /** The epochs of the training. */
  public List<EpochReport> history() {
    return history;
  }

  /** Where the model came from. */
  public Provenance provenance() {
    return provenance;
  }

  /** Parameters and states, in the order of declaration. */
  public List<Variable> variables() {
    return variables;
  }

  /**
   * The code that stands for each row, usually the posterior mean: no noise.
   *
   * @return {@code [rows, latent]}
   */
  public Matrix encode(Dataset data) {
    return map("encode", data, 0, this::code);
  }

  private Tensor code(Scope root) {
    return flat(pass(root).representative());
  }

  /**
   * What the backend makes of a training step by Adam and of {@link #encode}, for people: for each
   * program, by its name, a line for each piece of work.
   *
   * @param rows of a batch
   */
  public Map<String, List<String>> plans(int rows) {
    Map<String, List<String>> plans = new LinkedHashMap<>();
    Program step = TrainingPrograms.step(vae.model(), Adam.standard(), rows).program();
    try (CompiledProgram compiled = backend.compile(step)) {
      plans.put(step.name(), compiled.plan());
    }
    plans.put("encode", function("encode", this::code).plan(rows));
    return plans;
  }

  /** A code drawn from each row's posterior, {@code [rows, latent]}. */
  public Matrix sampleCodes(Dataset data, long seed) {
    return map("sample-codes", data, seed, root -> flat(pass(root).code().at(0, 0)));
  }

  /** What the model makes of each row's {@linkplain #encode code}: E[x|z], in original units. */
  public Dataset reconstruct(Dataset data) {
    return raw(map("reconstruct", data, 0, root -> reconstruction(pass(root), root)));
  }

  /** What the model makes of codes {@code [rows, latent]}: E[x|z], in original units. */
  public Dataset decode(Matrix codes) {
    Shape latent = latentShape();
    if (codes.columns() != latent.elementCount()) {
      throw new IllegalArgumentException(
          "codes do not fit the model: expected "
              + latent.elementCount()
              + " columns, got "
              + codes.columns());
    }
    RowFunction decode = function("decode", root -> flat(decoded(latent, root)));
    RowFunction.Rows rows =
        (first, count, out) -> {
          for (int row = 0; row < count; row++) {
            codes.copyRow(first + row, out, row * codes.columns());
          }
        };
    return raw(result(decode.run(codes.rows(), rows, Feed.Draw.of(0, "decode"), 0), codes.rows()));
  }

  /**
   * Fresh rows: codes from the prior, then E[x|z], in original units. The same seed gives the same
   * rows.
   */
  public Dataset generate(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("generate: expected a count of at least 1, got " + count);
    }
    RowFunction generate =
        function(
            "generate",
            root -> {
              Tensor z = vae.model().generate(root);
              return flat(Model.expectation(vae.model().decode(z, root), root));
            });
    Map<String, float[]> rows =
        generate.run(count, (first, n, out) -> {}, Feed.Draw.of(seed, "generate"), 0);
    return raw(result(rows, count));
  }

  /**
   * Rows on the straight line between the {@linkplain #encode codes} of two rows: E[x|z], in
   * original units.
   *
   * @param steps how many, both ends included; 1 gives the first end
   */
  public Dataset interpolate(Row from, Row to, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("interpolate: expected at least 1 step, got " + steps);
    }
    Matrix ends = encode(Dataset.of(List.of(from, to)));
    return decode(
        Matrix.ofRows(
            steps,
            ends.columns(),
            (step, out) -> {
              float share = steps == 1 ? 0 : (float) step / (steps - 1);
              for (int i = 0; i < out.length; i++) {
                out[i] = (1 - share) * ends.get(0, i) + share * ends.get(1, i);
              }
            }));
  }

  /**
   * An importance-sampled estimate of log p(x) for each row. Binarized data is binarized once, from
   * the seed.
   */
  public double[] logLikelihood(Dataset data, int samples, long seed) {
    return bounds(data, samples, seed).logLikelihoods();
  }

  /** The mean bounds over rows; see {@link #logLikelihood}. */
  public Evaluation evaluate(Dataset data, int samples, long seed) {
    return bounds(data, samples, seed).mean(samples);
  }

  private ImportanceWeights.Bounds bounds(Dataset data, int samples, long seed) {
    Dataset rows = vae.conform(data);
    Feed.Draw draw = Feed.Draw.of(seed, "evaluation");
    return importance.bounds(rows.rows(), reader(rows, draw), draw, samples);
  }

  /** How likely the model finds a row, and which columns are to blame. */
  public Score score(Row row) {
    Dataset data = Dataset.of(List.of(row)).conformTo(schema());
    ImportanceWeights.Bounds bounds = bounds(data, SCORE_SAMPLES, 0);
    Map<String, Double> contributions = new LinkedHashMap<>();
    Matrix columns = map("contributions", data, 0, this::contributions);
    if (columns.columns() == schema().width()) {
      for (int column = 0; column < schema().width(); column++) {
        contributions.put(schema().names().get(column), (double) columns.get(0, column));
      }
    }
    return new Score(bounds.logLikelihood(0), bounds.standardError(0), contributions);
  }

  /** Each parameter with its shape and size, and the total. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    long total = 0;
    for (Variable variable : variables) {
      int size = variable.shape().elementCount();
      total += size;
      text.append(
          String.format(
              Locale.ROOT, "%-40s %-16s %,12d%n", variable.name(), variable.shape(), size));
    }
    return text.append(String.format(Locale.ROOT, "%-57s %,12d%n", "total", total)).toString();
  }

  private ForwardPass pass(Scope root) {
    return vae.model().pass(vae.model().batch(root), 1, root);
  }

  private static Tensor reconstruction(ForwardPass pass, Scope root) {
    return flat(Model.expectation(pass.decode(pass.representative()), root));
  }

  private Tensor decoded(Shape latent, Scope root) {
    TensorType codes = TensorType.floats(Shape.of(root.rows()).concat(latent));
    Tensor z = root.graph().input(Model.INPUT, codes);
    return Model.expectation(vae.model().decode(z, root), root);
  }

  /** E_q[log p(x_j|z)], [rows, columns]; one column if the likelihood does not factorize. */
  private Tensor contributions(Scope root) {
    ForwardPass pass = vae.model().pass(vae.model().batch(root), SCORE_SAMPLES, root);
    if (pass.likelihood() instanceof Factorized factorized) {
      Tensor targets = pass.batch().target().repeat(SCORE_SAMPLES);
      Tensor elements = factorized.elementLogDensity(targets);
      return elements.reshape(SCORE_SAMPLES, pass.rows(), -1).meanOver(0);
    }
    return flat(pass.logLikelihood().meanOver(0));
  }

  private static Tensor flat(Tensor perRow) {
    return perRow.reshape(perRow.shape().size(0), -1);
  }

  private Shape latentShape() {
    org.vae4j.tensor.Trace trace = new org.vae4j.tensor.Trace(1, false);
    Shape row = pass(trace.root()).representative().shape();
    return row.last(row.rank() - 1);
  }

  private Matrix map(String name, Dataset data, long seed, Body body) {
    Dataset rows = data.conformTo(schema()).withSchema(unbinarized);
    Feed.Draw draw = Feed.Draw.of(seed, name);
    return result(function(name, body).run(rows.rows(), reader(rows, draw), draw, 0), rows.rows());
  }

  private interface Body {
    Tensor trace(Scope root);
  }

  private RowFunction function(String name, Body body) {
    synchronized (functions) {
      return functions.computeIfAbsent(
          name,
          n ->
              new RowFunction(n, root -> Map.of(RESULT, body.trace(root)), backend, memory, clock));
    }
  }

  private static RowFunction.Rows reader(Dataset data, Feed.Draw draw) {
    InputReader reader = new InputReader(data);
    return (first, count, out) -> reader.read(first, count, draw, out);
  }

  private static Matrix result(Map<String, float[]> results, int rows) {
    float[] values = Objects.requireNonNull(results.get(RESULT));
    return Matrix.of(rows, values.length / rows, values);
  }

  private Dataset raw(Matrix inputs) {
    return Dataset.of(schema().toRaw(inputs), unbinarized);
  }

  /** Releases the programs and the parameters, and the backend if it was found for this model. */
  @Override
  public void close() {
    synchronized (functions) {
      functions.values().forEach(RowFunction::close);
      functions.clear();
    }
    importance.close();
    memory.close();
    if (ownsBackend) {
      backend.close();
    }
  }
}
