/** The DJL backend: a program becomes one TorchScript module. */
@NullMarked
package org.vae4j.backend.djl;

import org.jspecify.annotations.NullMarked;
