/** Digits with the fluent interface: train, save, load, draw, interpolate. */
@NullMarked
package org.vae4j.examples.digits;

import org.jspecify.annotations.NullMarked;
