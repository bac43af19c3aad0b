/**
 * Tensors as a static graph: shapes, the closed set of operations, gradients, and the noise and
 * parameters that layers declare. Nothing here computes a number of a model; a backend does.
 */
@NullMarked
package org.vae4j.tensor;

import org.jspecify.annotations.NullMarked;
