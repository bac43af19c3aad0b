package org.vae4j.plugin;

import java.util.Map;

/**
 * What a definition says about the data that its model is for.
 *
 * @param binarize whether inputs in [0, 1] are probabilities of a one, and training draws zeros and
 *     ones from them anew in every epoch
 * @param scaling how columns of a table become inputs of the network; images are always divided by
 *     255
 */
public record InputOptions(boolean binarize, Scaling scaling) {
  /** How the columns of a table are scaled, each by what the training data says about it. */
  public enum Scaling {
    /**
     * As the data set has them: a table from a file is standardized unless all of it is in [0, 1].
     */
    AUTO,
    /** Not at all. */
    NONE,
    /** To mean 0 and standard deviation 1. */
    STANDARDIZE,
    /** To the range from 0 to 1. */
    UNIT_RANGE
  }

  private static final Registration FORM =
      new Registration(
          Component.of(InputOptions.class, "input", standard()), "", "", Components.of());

  /** Inputs as the data set has them, not binarized. */
  public static InputOptions standard() {
    return new InputOptions(false, Scaling.AUTO);
  }

  /** These options with dynamic binarization on or off. */
  public InputOptions withBinarization(boolean on) {
    return new InputOptions(on, scaling);
  }

  /** These options with other scaling. */
  public InputOptions withScaling(Scaling scaling) {
    return new InputOptions(binarize, scaling);
  }

  static InputOptions read(Object tree, Place place) {
    if (tree instanceof Map<?, ?> object) {
      return (InputOptions) FORM.read(object, place);
    }
    throw place.expected("an object", tree);
  }

  Map<String, Object> write(Place place) {
    return FORM.writeFields(this, place);
  }
}
