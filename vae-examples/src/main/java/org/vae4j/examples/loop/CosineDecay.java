package org.vae4j.examples.loop;

import org.vae4j.tensor.Schedule;

/**
 * A learning rate that falls along half a cosine, from {@code start} to 0 over so many epochs
 * (Loshchilov &amp; Hutter 2017, equation 5, without restarts).
 */
record CosineDecay(double start, double epochs) implements Schedule {
  @Override
  public double at(long step, double epoch) {
    return start * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, epoch / epochs)));
  }
}
