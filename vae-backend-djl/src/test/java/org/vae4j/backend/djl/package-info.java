/** Tests of the DJL backend. */
@NullMarked
package org.vae4j.backend.djl;

import org.jspecify.annotations.NullMarked;
