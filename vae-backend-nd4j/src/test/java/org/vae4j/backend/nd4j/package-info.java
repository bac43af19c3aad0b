/** Tests of the ND4J backend. */
@NullMarked
package org.vae4j.backend.nd4j;

import org.jspecify.annotations.NullMarked;
