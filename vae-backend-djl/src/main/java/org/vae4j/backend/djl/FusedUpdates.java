package org.vae4j.backend.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.backend.djl.DjlMemory.Region;

/**
 * What the loop over a group of fused updates works on: parameters, gradients and moments in
 * pieces, whatever variables they belong to. A piece of each fits into a processor's cache.
 */
final class FusedUpdates {
  /** Elements of a piece on a CPU; a GPU takes all at once. */
  private static final long PIECE = 1 << 16;

  /** Parameters and moments that lie side by side in the same order. */
  private record Stretch(long target, long gradient, long first, long second, long length) {
    boolean endsAt(long t, long f, long s) {
      return target + length == t && first + length == f && second + length == s;
    }

    Stretch longer(long by) {
      return new Stretch(target, gradient, first, second, length + by);
    }
  }

  private final DjlMemory memory;
  private final PtNDArray all;
  private final Map<AdamUpdate, PtNDArray> gradients = new HashMap<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private final List<AdamUpdate> updates;
  private final long longest;

  /** Makes the gradients' array, which the manager frees. */
  FusedUpdates(List<AdamUpdate> updates, DjlMemory memory, Device device, PtNDManager manager) {
    this.updates = updates;
    this.memory = memory;
    this.longest = device.isGpu() ? Integer.MAX_VALUE : PIECE;
    List<AdamUpdate> inOrder =
        updates.stream()
            .sorted(Comparator.comparingLong(update -> memory.region(update.parameter()).from()))
            .toList();
    long total = inOrder.stream().mapToLong(update -> length(update)).sum();
    all = (PtNDArray) manager.zeros(new Shape(total), memory.elements(), device);
    long at = 0;
    for (AdamUpdate update : inOrder) {
      long count = update.gradient().shape().elementCount();
      try (PtNDArray flat = JniUtils.slice(all, 0, at, at + count, 1)) {
        gradients.put(update, JniUtils.reshape(flat, DjlMemory.sizes(update.gradient().shape())));
      }
      add(update, at);
      at += length(update);
    }
  }

  private long length(AdamUpdate update) {
    Region region = memory.region(update.parameter());
    return region.to() - region.from();
  }

  private void add(AdamUpdate update, long gradient) {
    long target = memory.region(update.parameter()).from();
    long first = memory.region(update.firstMoment()).from();
    long second = memory.region(update.secondMoment()).from();
    int last = stretches.size() - 1;
    if (last >= 0 && stretches.get(last).endsAt(target, first, second)) {
      stretches.set(last, stretches.get(last).longer(length(update)));
    } else {
      stretches.add(new Stretch(target, gradient, first, second, length(update)));
    }
  }

  /** Where each update finds its gradient, in the group's order. */
  List<PtNDArray> gradients() {
    return updates.stream().map(gradients::get).toList();
  }

  /**
   * Lists of lists of one piece each: of parameters, gradients, first and second moments. The last
   * come first: their gradients were computed last, and may still be in a processor's cache.
   */
  List<IValue> pieces() {
    return List.of(
        pieces(Stretch::target, memory::slice),
        pieces(Stretch::gradient, (from, to) -> JniUtils.slice(all, 0, from, to, 1)),
        pieces(Stretch::first, memory::slice),
        pieces(Stretch::second, memory::slice));
  }

  private IValue pieces(ToLongFunction<Stretch> start, Slicing slicing) {
    List<IValue> pieces = new ArrayList<>();
    for (Stretch stretch : stretches) {
      long from = start.applyAsLong(stretch);
      for (long done = 0; done < stretch.length(); done += longest) {
        long count = Math.min(longest, stretch.length() - done);
        try (PtNDArray slice = slicing.slice(from + done, from + done + count)) {
          pieces.add(IValue.listFrom(slice)); // The list holds the memory itself.
        }
      }
    }
    Collections.reverse(pieces);
    IValue list = IValue.listFrom(pieces.toArray(new IValue[0]));
    pieces.forEach(IValue::close);
    return list;
  }

  /** Takes a part of an array without copying it. */
  @FunctionalInterface
  private interface Slicing {
    PtNDArray slice(long from, long to);
  }
}
