/** The walk-through that most tutorials start with, and what they get wrong. */
@NullMarked
package org.vae4j.examples.classic;

import org.jspecify.annotations.NullMarked;
