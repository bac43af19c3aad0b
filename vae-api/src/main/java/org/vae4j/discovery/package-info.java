/** Reads the classpath's lists of providers, so that a broken one is data and hides no other. */
@NullMarked
package org.vae4j.discovery;

import org.jspecify.annotations.NullMarked;
