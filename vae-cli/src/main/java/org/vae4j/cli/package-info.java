/** The command line. */
@NullMarked
package org.vae4j.cli;

import org.jspecify.annotations.NullMarked;
