/** Running a trained model over data. */
@NullMarked
package org.vae4j.evaluate;

import org.jspecify.annotations.NullMarked;
