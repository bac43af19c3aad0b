/** What a backend is, what it runs, and how it is found on the classpath. */
@NullMarked
package org.vae4j.backend;

import org.jspecify.annotations.NullMarked;
