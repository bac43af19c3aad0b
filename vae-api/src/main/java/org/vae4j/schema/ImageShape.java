package org.vae4j.schema;

/**
 * The shape of one image: a row holds {@code [height, width, channels]}, flattened in that order.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels values per pixel: 1 for grey, 3 for red, green, blue
 */
public record ImageShape(int height, int width, int channels) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is below 1 or the image has 2^31 values or more
   */
  public ImageShape {
    if (height < 1
        || width < 1
        || channels < 1
        || (long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          ("cannot make an image shape: expected sizes of at least 1 and less than 2^31"
                  + " values in all, got [%d, %d, %d]")
              .formatted(height, width, channels));
    }
  }

  /** Values per image: height × width × channels. */
  public int size() {
    return height * width * channels;
  }

  /** As {@code [28, 28, 1]}. */
  @Override
  public String toString() {
    return "[%d, %d, %d]".formatted(height, width, channels);
  }
}
