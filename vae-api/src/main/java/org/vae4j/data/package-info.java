/** Data sets: reading them from files, and writing results. */
@NullMarked
package org.vae4j.data;

import org.jspecify.annotations.NullMarked;
