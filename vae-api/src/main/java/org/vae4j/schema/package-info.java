/** What a row of data is: its columns or image shape, its scaling, and plain tables of numbers. */
@NullMarked
package org.vae4j.schema;

import org.jspecify.annotations.NullMarked;
