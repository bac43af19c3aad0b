/** The standard priors. */
@NullMarked
package org.vae4j.prior;

import org.jspecify.annotations.NullMarked;
