package org.vae4j.backend.djl;

import org.vae4j.testkit.NativeMemoryTests;

/** A long run holds no more native memory than a short one. */
final class NativeMemoryTest extends NativeMemoryTests {
  @Override
  protected String backend() {
    return "djl";
  }
}
