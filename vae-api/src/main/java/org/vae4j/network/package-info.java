/** The standard layers and heads for dense models. */
@NullMarked
package org.vae4j.network;

import org.jspecify.annotations.NullMarked;
