/** What can go wrong, as unchecked exceptions whose messages carry the cure. */
@NullMarked
package org.vae4j.error;

import org.jspecify.annotations.NullMarked;
