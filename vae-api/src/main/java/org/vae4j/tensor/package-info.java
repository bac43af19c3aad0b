/** Tensors as handles on an immutable graph of operations, and the gradients of such graphs. */
@NullMarked
package org.vae4j.tensor;

import org.jspecify.annotations.NullMarked;
