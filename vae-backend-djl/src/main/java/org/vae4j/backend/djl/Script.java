package org.vae4j.backend.djl;

import java.util.List;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.tensor.Source;

/**
 * A program as the text of a TorchScript module, and what it is called with.
 *
 * @param text the source of the module
 * @param constants the elements of the argument {@code constants}, in order
 * @param groups the updates that run as one fused call each; each adds five lists to the arguments
 */
record Script(String text, List<Source.Literal> constants, List<List<AdamUpdate>> groups) {
  /** Copies the lists. */
  Script {
    constants = List.copyOf(constants);
    groups = List.copyOf(groups);
  }
}
