package org.vae4j.model;

import org.vae4j.distribution.Distribution;

/** p(z): the distribution that codes are meant to have. */
@FunctionalInterface
public interface Prior {
  /**
   * The distribution of one code, or of one code for each row if it depends on an input such as a
   * label.
   */
  Distribution distribution(PriorContext context);
}
