package org.vae4j.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.error.DefinitionException;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Decoder;
import org.vae4j.model.Encoder;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Loss;
import org.vae4j.model.Optimizer;
import org.vae4j.model.Prior;
import org.vae4j.model.SingleLatent;
import org.vae4j.prior.StandardNormal;

/**
 * What a model is made of, for data of any shape, in code or as a JSON document:
 *
 * <pre>{@code
 * {
 *   "input": {"binarize": true},
 *   "encoder": {
 *     "network": {"type": "mlp", "hidden": [400]},
 *     "head": {"type": "diagonal-normal", "size": 20}
 *   },
 *   "prior": "standard-normal",
 *   "decoder": {"network": {"type": "mlp", "hidden": [400]}, "head": "bernoulli"},
 *   "loss": {"type": "elbo", "beta": 1},
 *   "optimizer": {"type": "adam", "learningRate": 0.001}
 * }
 * }</pre>
 *
 * <p>The encoder and the decoder must be given. A model with several latent variables has {@code
 * latent} in place of {@code encoder} and {@code prior}.
 *
 * @param input what is done to data before the network sees it
 * @param latent the latent variables, usually {@link SingleLatent}
 * @param decoder p(x|z)
 * @param loss what training minimizes
 * @param optimizer how it does so, unless the training says
 */
public record Definition(
    InputOptions input,
    LatentModel latent,
    Decoder decoder,
    Loss loss,
    Optional<Optimizer> optimizer) {
  private static final String INPUT = "input";
  private static final String LATENT = "latent";
  private static final String ENCODER = "encoder";
  private static final String PRIOR = "prior";
  private static final String DECODER = "decoder";
  private static final String LOSS = "loss";
  private static final String OPTIMIZER = "optimizer";
  private static final List<String> FIELDS =
      List.of(INPUT, ENCODER, PRIOR, LATENT, DECODER, LOSS, OPTIMIZER);

  /** One latent variable; p(z) = N(0, I), the ELBO, and inputs as the data has them. */
  public static Definition of(Encoder encoder, Decoder decoder) {
    return of(new SingleLatent(encoder, new StandardNormal()), decoder);
  }

  /** The ELBO, and inputs as the data has them. */
  public static Definition of(LatentModel latent, Decoder decoder) {
    return new Definition(
        InputOptions.standard(), latent, decoder, Elbo.standard(), Optional.empty());
  }

  /** This definition with other treatment of the data. */
  public Definition withInput(InputOptions input) {
    return new Definition(input, latent, decoder, loss, optimizer);
  }

  /** This definition with another loss. */
  public Definition withLoss(Loss loss) {
    return new Definition(input, latent, decoder, loss, optimizer);
  }

  /** This definition with an optimizer of its own. */
  public Definition withOptimizer(Optimizer optimizer) {
    return new Definition(input, latent, decoder, loss, Optional.of(optimizer));
  }

  /**
   * Reads a document.
   *
   * @throws DefinitionException if it does not describe a model; names the place in the document
   */
  public static Definition fromJson(String text, Components components) {
    return fromTree(DefinitionDocument.parse(text).tree(), components);
  }

  /** As {@link #fromJson}, of a JSON tree. */
  public static Definition fromTree(Map<String, Object> tree, Components components) {
    Map<String, Object> document = DefinitionDocument.of(tree).tree();
    Place place = Place.reading();
    for (String key : document.keySet()) {
      if (!FIELDS.contains(key)) {
        throw place.expectedOneOf("the fields", FIELDS, key);
      }
    }
    return new Definition(
        InputOptions.read(document.getOrDefault(INPUT, Map.of()), place.field(INPUT)),
        latent(document, components),
        part(Decoder.class, DECODER, document, components)
            .orElseThrow(() -> place.failure("expected the field \"decoder\", got none; add it")),
        part(Loss.class, LOSS, document, components).orElseGet(Elbo::standard),
        part(Optimizer.class, OPTIMIZER, document, components));
  }

  private static LatentModel latent(Map<String, Object> document, Components components) {
    Place place = Place.reading();
    Optional<LatentModel> latent = part(LatentModel.class, LATENT, document, components);
    Optional<Encoder> encoder = part(Encoder.class, ENCODER, document, components);
    Optional<Prior> prior = part(Prior.class, PRIOR, document, components);
    if (latent.isPresent() && (encoder.isPresent() || prior.isPresent())) {
      throw place.failure(
          "expected either \"latent\", or \"encoder\" and \"prior\", got both; remove one");
    }
    return latent.orElseGet(
        () ->
            new SingleLatent(
                encoder.orElseThrow(
                    () -> place.failure("expected the field \"encoder\", got none; add it")),
                prior.orElseGet(StandardNormal::new)));
  }

  private static <T> Optional<T> part(
      Class<T> kind, String name, Map<String, Object> document, Components components) {
    Place place = Place.reading().field(name);
    return Optional.ofNullable(document.get(name))
        .map(tree -> kind.cast(components.read(kind, tree, place)));
  }

  /**
   * The document of this definition, with all fields, indented.
   *
   * @throws DefinitionException if a part is not registered, such as a lambda; names the part
   */
  public String toJson(Components components) {
    return DefinitionDocument.of(toTree(components)).text();
  }

  /** As {@link #toJson}, as a JSON tree. */
  public Map<String, Object> toTree(Components components) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(INPUT, input.write(Place.writing().field(INPUT)));
    if (latent instanceof SingleLatent single) {
      write(Encoder.class, ENCODER, single.encoder(), tree, components);
      write(Prior.class, PRIOR, single.prior(), tree, components);
    } else {
      write(LatentModel.class, LATENT, latent, tree, components);
    }
    write(Decoder.class, DECODER, decoder, tree, components);
    write(Loss.class, LOSS, loss, tree, components);
    optimizer.ifPresent(own -> write(Optimizer.class, OPTIMIZER, own, tree, components));
    return DefinitionDocument.of(tree).tree();
  }

  private static void write(
      Class<?> kind, String name, Object part, Map<String, Object> tree, Components components) {
    tree.put(name, components.write(kind, part, Place.writing().field(name)));
  }
}
