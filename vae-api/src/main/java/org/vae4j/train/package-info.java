/** Training: the programs of a step, the loop over epochs, and what it reports. */
@NullMarked
package org.vae4j.train;

import org.jspecify.annotations.NullMarked;
