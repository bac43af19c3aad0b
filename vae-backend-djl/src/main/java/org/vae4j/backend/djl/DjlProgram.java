package org.vae4j.backend.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.backend.CompiledProgram;
import org.vae4j.backend.Executable;
import org.vae4j.backend.Memory;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Variable;

/** A program as a loaded module, with its constants on the device. */
final class DjlProgram implements CompiledProgram {
  private static final Logger LOGGER = System.getLogger(DjlProgram.class.getName());

  private final DjlBackend backend;
  private final Program program;
  private final Script script;
  private final PtNDManager manager;
  private final PtSymbolBlock preparation;
  private final PtSymbolBlock run;
  private final List<PtNDArray> constants;
  private final Lifetime lifetime;

  DjlProgram(DjlBackend backend, Program program) {
    this.backend = backend;
    this.program = program;
    this.lifetime = new Lifetime(program + " of the djl backend");
    this.script = ScriptWriter.write(program, backend.precision(), backend.deviceName());
    LOGGER.log(
        Level.DEBUG, () -> program + " as TorchScript:\n" + script.preparation() + script.run());
    this.manager = backend.newManager(backend.device());
    try {
      this.preparation = Torch.load(manager, script.preparation());
      this.run = Torch.load(manager, script.run());
      this.constants = constants();
    } catch (EngineException e) {
      manager.close();
      throw new BackendException(
          "PyTorch refused "
              + program
              + ": "
              + e.getMessage()
              + "; its script is in the log at DEBUG",
          e);
    }
  }

  private List<PtNDArray> constants() {
    List<PtNDArray> arrays = new ArrayList<>();
    for (Source.Literal literal : script.constants()) {
      Shape shape =
          new Shape(Arrays.stream(literal.type().shape().toArray()).asLongStream().toArray());
      boolean whole = literal.type().dataType() == org.vae4j.tensor.DataType.INT;
      boolean single = backend.precision() != Precision.FLOAT64;
      DataType type = whole ? DataType.INT64 : single ? DataType.FLOAT32 : DataType.FLOAT64;
      arrays.add(manager.create(numbers(literal.values(), type), shape, type));
    }
    return arrays;
  }

  private static Buffer numbers(DoubleBuffer values, DataType type) {
    int count = values.remaining();
    if (type == DataType.FLOAT64) {
      return values;
    } else if (type == DataType.INT64) {
      LongBuffer longs = LongBuffer.allocate(count);
      while (values.hasRemaining()) {
        longs.put((long) values.get());
      }
      return longs.flip();
    }
    FloatBuffer floats = FloatBuffer.allocate(count);
    while (values.hasRemaining()) {
      floats.put((float) values.get());
    }
    return floats.flip();
  }

  @Override
  public Program program() {
    return program;
  }

  /** The two scripts: what is prepared once, and what a run does. */
  @Override
  public List<String> plan() {
    return (script.preparation() + "\n" + script.run()).lines().toList();
  }

  @Override
  public Executable bind(Memory memory) {
    requireOpen();
    if (!(memory instanceof DjlMemory own) || !own.isOf(backend)) {
      throw new IllegalArgumentException(
          program + ": expected memory of the same djl backend, got another's");
    }
    own.requireOpen();
    for (Variable variable : program.variables()) {
      if (!own.holds(variable)) {
        throw new IllegalArgumentException(
            program
                + ": expected memory that holds "
                + variable
                + ", got one without; allocate it for all variables");
      }
    }
    return new DjlExecutable(this, own);
  }

  DjlBackend backend() {
    return backend;
  }

  Script script() {
    return script;
  }

  PtSymbolBlock preparation() {
    return preparation;
  }

  PtSymbolBlock run() {
    return run;
  }

  List<PtNDArray> constantArrays() {
    return constants;
  }

  void requireOpen() {
    lifetime.requireOpen();
    backend.requireOpen();
  }

  @Override
  public void close() {
    if (lifetime.end()) {
      preparation.close();
      run.close();
      manager.close();
    }
  }
}
