/**
 * The service interface that backends implement, the programs that they run, and their discovery.
 */
@NullMarked
package org.vae4j.backend;

import org.jspecify.annotations.NullMarked;
