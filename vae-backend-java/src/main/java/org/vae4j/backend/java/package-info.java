/** The backend in plain Java: heap arrays and one small kernel for each operation. */
@NullMarked
package org.vae4j.backend.java;

import org.jspecify.annotations.NullMarked;
