/** The interfaces at work: each test is an extension as a user would write it. */
@NullMarked
package org.vae4j.walkthrough;

import org.jspecify.annotations.NullMarked;
