/** The contracts of a model's parts: what users implement to bring their own. */
@NullMarked
package org.vae4j.model;

import org.jspecify.annotations.NullMarked;
