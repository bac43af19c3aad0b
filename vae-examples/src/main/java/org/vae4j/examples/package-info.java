/** Runnable examples, one package and one Guice module each. */
@NullMarked
package org.vae4j.examples;

import org.jspecify.annotations.NullMarked;
