package org.vae4j.backend.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.backend.Executable;
import org.vae4j.backend.HostBuffer;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.error.BackendException;
import org.vae4j.tensor.Source;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/**
 * A module with everything it is called with, made once: a run is one call into the engine and
 * creates no array. The host's buffers are memory outside the heap that the engine reads and writes
 * itself.
 */
final class DjlExecutable implements Executable {
  private static final int BUFFER_ALIGNMENT = 64;

  private final DjlProgram compiled;
  private final DjlMemory memory;
  private final PtNDManager manager;
  private final Map<String, HostBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();
  private final IValue[] arguments;
  private final Lifetime lifetime;

  DjlExecutable(DjlProgram compiled, DjlMemory memory) {
    this.compiled = compiled;
    this.memory = memory;
    this.manager = compiled.backend().newManager(Device.cpu());
    Program program = compiled.program();
    this.lifetime = new Lifetime("executable of " + program);
    List<PtNDArray> feeds = new ArrayList<>();
    for (Tensor input : program.inputs()) {
      feeds.add(host(((Source.Input) input.operation()).name(), input.type(), inputs));
    }
    List<PtNDArray> results = new ArrayList<>();
    program.outputs().forEach((name, tensor) -> results.add(host(name, tensor.type(), outputs)));
    List<PtNDArray> gradients = new ArrayList<>();
    List<IValue> lists = new ArrayList<>();
    for (List<AdamUpdate> group : compiled.script().groups()) {
      FusedUpdates fused = new FusedUpdates(group, memory, compiled.backend().device(), manager);
      gradients.addAll(fused.gradients());
      lists.addAll(fused.pieces());
    }
    IValue[] ingredients = {
      list(feeds),
      list(results),
      list(program.variables().stream().map(memory::view).toList()),
      list(compiled.constantArrays()),
      list(gradients)
    };
    lists.add(0, compiled.backend().call(compiled.preparation(), ingredients));
    Arrays.stream(ingredients).forEach(IValue::close);
    arguments = lists.toArray(new IValue[0]);
  }

  private static IValue list(List<PtNDArray> arrays) {
    return IValue.listFrom(arrays.toArray(new PtNDArray[0]));
  }

  /** An array over memory of the host, which is put under its name. */
  private PtNDArray host(String name, TensorType type, Map<String, HostBuffer> buffers) {
    boolean whole = type.dataType() == org.vae4j.tensor.DataType.INT;
    boolean single = compiled.backend().precision() != Precision.FLOAT64;
    DataType elements = whole ? DataType.INT32 : single ? DataType.FLOAT32 : DataType.FLOAT64;
    int size = Math.multiplyExact(type.shape().elementCount(), elements.getNumOfBytes());
    ByteBuffer room = ByteBuffer.allocateDirect(Math.addExact(size, 2 * BUFFER_ALIGNMENT));
    ByteBuffer bytes =
        room.alignedSlice(BUFFER_ALIGNMENT).limit(size).slice().order(ByteOrder.nativeOrder());
    HostBuffer buffer =
        whole
            ? HostBuffer.of(type, bytes.asIntBuffer())
            : single
                ? HostBuffer.of(type, bytes.asFloatBuffer())
                : HostBuffer.of(type, bytes.asDoubleBuffer());
    buffers.put(name, buffer);
    Shape shape = new Shape(Arrays.stream(type.shape().toArray()).asLongStream().toArray());
    return manager.create(bytes, shape, elements);
  }

  @Override
  public HostBuffer input(String name) {
    return buffer("input", name, inputs);
  }

  @Override
  public HostBuffer output(String name) {
    return buffer("output", name, outputs);
  }

  private HostBuffer buffer(String kind, String name, Map<String, HostBuffer> buffers) {
    requireOpen();
    HostBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException(
          compiled.program() + " has no " + kind + " '" + name + "'; it has " + buffers.keySet());
    }
    return buffer;
  }

  @Override
  public void run() {
    requireOpen();
    try {
      compiled.backend().call(compiled.run(), arguments).close();
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(EngineException e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("no reason given");
    return Failures.raised(message)
        .<RuntimeException>map(
            raised -> new IllegalArgumentException(compiled.program() + ": " + raised, e))
        .orElseGet(
            () ->
                new BackendException(
                    compiled.program()
                        + " failed in PyTorch: "
                        + message
                        + "; its script is in the log at DEBUG",
                    e));
  }

  private void requireOpen() {
    lifetime.requireOpen();
    compiled.requireOpen();
    memory.requireOpen();
  }

  @Override
  public void close() {
    if (lifetime.end()) {
      Arrays.stream(arguments).forEach(IValue::close);
      manager.close();
    }
  }
}
