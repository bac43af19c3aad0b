/** An application whose backend is a matter of its settings. */
@NullMarked
package org.vae4j.examples.application;

import org.jspecify.annotations.NullMarked;
