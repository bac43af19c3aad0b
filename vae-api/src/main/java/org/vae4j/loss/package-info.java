/** The standard losses. */
@NullMarked
package org.vae4j.loss;

import org.jspecify.annotations.NullMarked;
