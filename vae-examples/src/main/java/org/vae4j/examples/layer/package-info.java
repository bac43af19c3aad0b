/** A layer of one's own, in code and by name. */
@NullMarked
package org.vae4j.examples.layer;

import org.jspecify.annotations.NullMarked;
