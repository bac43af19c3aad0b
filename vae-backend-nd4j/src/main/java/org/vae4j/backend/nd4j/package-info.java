/** The ND4J backend: a program becomes a list of steps on arrays that are allocated once. */
@NullMarked
package org.vae4j.backend.nd4j;

import org.jspecify.annotations.NullMarked;
