/** The front door: define a model, fit it, use it. */
@NullMarked
package org.vae4j;

import org.jspecify.annotations.NullMarked;
