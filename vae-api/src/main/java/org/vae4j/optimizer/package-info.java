/** The standard optimizers. */
@NullMarked
package org.vae4j.optimizer;

import org.jspecify.annotations.NullMarked;
