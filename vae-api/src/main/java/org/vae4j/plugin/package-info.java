/**
 * Components as data: what a model is made of, by name, and the JSON form of its definition.
 *
 * <p>A jar adds components with a {@link org.vae4j.plugin.ComponentProvider}.
 */
@NullMarked
package org.vae4j.plugin;

import org.jspecify.annotations.NullMarked;
