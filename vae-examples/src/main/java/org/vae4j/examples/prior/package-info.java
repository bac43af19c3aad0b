/** A prior of one's own as a plug-in: a mixture of normals, all of it learned. */
@NullMarked
package org.vae4j.examples.prior;

import org.jspecify.annotations.NullMarked;
