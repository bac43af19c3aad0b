package org.vae4j.prior;

import org.vae4j.distribution.DiagonalNormal;
import org.vae4j.distribution.Distribution;
import org.vae4j.model.Prior;
import org.vae4j.model.PriorContext;

/** N(0, I), the classic prior (Kingma &amp; Welling 2014). */
public record StandardNormal() implements Prior {
  @Override
  public Distribution distribution(PriorContext context) {
    return DiagonalNormal.standard(context.graph(), context.latentShape());
  }
}
