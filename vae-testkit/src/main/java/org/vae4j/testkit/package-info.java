/** The conformance kit that every backend extends, and checks for a user's own components. */
@NullMarked
package org.vae4j.testkit;

import org.jspecify.annotations.NullMarked;
