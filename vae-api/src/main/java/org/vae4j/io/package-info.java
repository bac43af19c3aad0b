/** Files: models, checkpoints, weights, and writing without leaving halves behind. */
@NullMarked
package org.vae4j.io;

import org.jspecify.annotations.NullMarked;
