/** Benchmarks: plain main classes that print what they measured. */
@NullMarked
package org.vae4j.benchmarks;

import org.jspecify.annotations.NullMarked;
