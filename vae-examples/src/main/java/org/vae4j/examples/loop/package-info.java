/** Training in loops of one's own. */
@NullMarked
package org.vae4j.examples.loop;

import org.jspecify.annotations.NullMarked;
