package org.vae4j.backend.java;

import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes classes of loops. Loops of one form share a class for as long as a plan uses it, so the JIT
 * compiler works once for all layers; then it is collected.
 */
final class LoopCompiler {
  private static final Map<LoopCode, WeakReference<LoopKernel>> KERNELS = new HashMap<>();

  private LoopCompiler() {}

  /** The kernel of a loop. */
  static synchronized LoopKernel kernel(LoopCode code) {
    WeakReference<LoopKernel> known = KERNELS.get(code);
    @Nullable LoopKernel kernel = known == null ? null : known.get();
    if (kernel == null) {
      KERNELS.values().removeIf(reference -> reference.get() == null);
      kernel = define(code);
      KERNELS.put(code, new WeakReference<>(kernel));
    }
    return kernel;
  }

  private static LoopKernel define(LoopCode code) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClass(LoopWriter.write(code), true);
      return (LoopKernel) lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a loop cannot be loaded: " + code, e);
    }
  }
}
