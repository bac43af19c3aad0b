package org.vae4j.backend.djl;

import java.util.List;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.tensor.Source;

/**
 * A program as the text of two TorchScript modules, and what they are called with.
 *
 * @param preparation the source of the module that lays out what a run works with, called once
 * @param run the source of the module of a run
 * @param constants the elements of the argument {@code constants}, in order
 * @param groups the updates that run as one fused loop each; each adds four lists to the arguments
 *     of a run, and a gradient for each update to those of the preparation
 */
record Script(
    String preparation, String run, List<Source.Literal> constants, List<List<AdamUpdate>> groups) {
  /** Copies the lists. */
  Script {
    constants = List.copyOf(constants);
    groups = List.copyOf(groups);
  }
}
