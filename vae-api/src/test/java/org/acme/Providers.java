package org.acme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vae4j.distribution.Distribution;
import org.vae4j.loss.Elbo;
import org.vae4j.model.Batch;
import org.vae4j.model.Context;
import org.vae4j.model.LatentModel;
import org.vae4j.model.Layer;
import org.vae4j.model.Loss;
import org.vae4j.model.Prior;
import org.vae4j.model.PriorContext;
import org.vae4j.network.Activation;
import org.vae4j.network.Dense;
import org.vae4j.network.Flatten;
import org.vae4j.plugin.Component;
import org.vae4j.plugin.ComponentProvider;
import org.vae4j.prior.StandardNormal;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Tensor;

/** What users' jars may register, good and bad. */
public final class Providers {
  private Providers() {}

  /** A layer that is a lambda, to be registered as a constant. */
  public static final Layer SWISH = (x, scope) -> x.times(x.sigmoid());

  /** A layer with values that are not the prototype's only in its units. */
  public static Layer gated(int units) {
    return Gated.of(units);
  }

  /** Latent variables without an encoder. */
  public record Ladder(int steps) implements LatentModel {
    @Override
    public Inference infer(Batch batch, int samples, Context context) {
      throw new IllegalStateException("never traced");
    }

    @Override
    public Tensor generate(Context context) {
      throw new IllegalStateException("never traced");
    }
  }

  /** Refuses some values in its own way. */
  public record Picky(double value) implements Prior {
    /** Fails with something that is not an IllegalArgumentException at 13. */
    public Picky {
      if (value == 13) {
        throw new IllegalStateException("no luck");
      }
    }

    @Override
    public Distribution distribution(PriorContext context) {
      return new StandardNormal().distribution(context);
    }
  }

  /** A schedule that JSON cannot hold all values of. */
  public record Power(double exponent) implements Schedule {
    @Override
    public double at(long step, double epoch) {
      return Math.pow(step, exponent);
    }
  }

  /** Has a field of one class and not of a kind. */
  public record Tied(Dense dense) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      return dense.apply(x, scope);
    }
  }

  /** Has a field of a type without a form. */
  public record Odd(Optional<Integer> size) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      return x;
    }
  }

  /** Has a field whose name means something else. */
  public record Typed(int type) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      return x;
    }
  }

  /** Holds a list that it does not check. */
  public record Loose(List<Layer> layers) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      return x;
    }
  }

  /** A provider of some components. */
  abstract static class Fake implements ComponentProvider {
    private final List<Component<?>> components;

    Fake(Component<?>... components) {
      this.components = List.of(components);
    }

    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public List<Component<?>> components() {
      return components;
    }
  }

  /** Everything as it should be. */
  public static final class Good extends Fake {
    /** For the service loader. */
    public Good() {
      super(
          Component.of(Layer.class, "acme:gated", Gated.of(1)).requiring("units"),
          Component.of(Layer.class, "acme:swish", SWISH),
          Component.of(Layer.class, "acme:tied", new Tied(Dense.of(3))),
          Component.of(LatentModel.class, "acme:ladder", new Ladder(2)),
          Component.of(Prior.class, "acme:picky", new Picky(1)),
          Component.of(Schedule.class, "acme:power", new Power(-0.5)));
    }
  }

  /** A name of the good one. */
  public static final class Rival extends Fake {
    /** For the service loader. */
    public Rival() {
      super(Component.of(Layer.class, "acme:gated", new Flatten()));
    }
  }

  /** Wants to be the default where there is one already. */
  public static final class SecondDefault extends Fake {
    /** For the service loader. */
    public SecondDefault() {
      super(Component.of(Prior.class, "acme:other", new Picky(2)).asDefault());
    }
  }

  /** One bad component of each sort, and a good one. */
  public static final class Mixed extends Fake {
    /** For the service loader. */
    public Mixed() {
      super(
          Component.of(Layer.class, "bare", new Flatten()),
          Component.of(Layer.class, "acme:odd", new Odd(Optional.empty())),
          Component.of(Layer.class, "acme:typed", new Typed(1)),
          Component.of(Loss.class, "acme:secret", Elbo.beta((step, epoch) -> 1)),
          Component.of(Layer.class, "acme:loose", new Loose(Arrays.asList((Layer) null))),
          Component.of(Layer.class, "acme:fine", Activation.RELU));
    }
  }

  /** Speaks a later version of the interface. */
  public static final class Newer extends Fake {
    /** For the service loader. */
    public Newer() {}

    @Override
    public int spiVersion() {
      return SPI_VERSION + 1;
    }
  }

  /** Lacks a class that it needs. */
  public static final class Unlinked extends Fake {
    /** For the service loader. */
    public Unlinked() {}

    @Override
    public List<Component<?>> components() {
      throw new NoClassDefFoundError("org/acme/Missing");
    }
  }

  /** Throws in its constructor. */
  public static final class FailsToConstruct extends Fake {
    /** For the service loader. */
    public FailsToConstruct() {
      throw new IllegalStateException("constructor gave up");
    }
  }
}
