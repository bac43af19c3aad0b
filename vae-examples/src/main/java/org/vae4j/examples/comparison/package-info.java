/** An autoencoder and a VAE side by side, in pictures. */
@NullMarked
package org.vae4j.examples.comparison;

import org.jspecify.annotations.NullMarked;
