/** Probability distributions over tensors. */
@NullMarked
package org.vae4j.distribution;

import org.jspecify.annotations.NullMarked;
