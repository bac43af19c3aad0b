package org.vae4j.backend.java;

import java.lang.invoke.MethodHandles;

/** Makes a class of a loop; it is collected when nothing uses it any more. */
final class LoopCompiler {
  private LoopCompiler() {}

  /** The kernel of a loop. */
  static LoopKernel kernel(LoopCode code) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClass(LoopWriter.write(code), true);
      return (LoopKernel) lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a loop cannot be loaded: " + code, e);
    }
  }
}
