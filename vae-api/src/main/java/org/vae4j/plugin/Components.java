package org.vae4j.plugin;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.discovery.ServiceEntry;
import org.vae4j.error.DefinitionException;
import org.vae4j.tensor.Schedule;

/**
 * The components that definitions may name: this library's and those of the {@link
 * ComponentProvider}s on the classpath. Reads and writes them as JSON trees: maps, lists, {@code
 * String}, {@code Boolean}, {@code Long} and finite {@code Double}.
 *
 * <ul>
 *   <li>A component is an object, {@code {"type": "dense", "units": 64}}. A field that is left out
 *       has the value of the component's prototype.
 *   <li>{@code "relu"} is short for {@code {"type": "relu"}}.
 *   <li>Without a type it is the default of its kind: {@code {"network": …, "head": …}} is an
 *       encoder.
 *   <li>A number is short for a constant schedule.
 * </ul>
 *
 * <p>Immutable.
 */
public final class Components {
  private static final String OWN_PACKAGE = "org.vae4j.";

  private final List<Registration> registrations = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Components() {
    add(new StandardComponents());
  }

  /** This library's components and those that the thread's context class loader finds. */
  public static Components find() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return find(loader == null ? Components.class.getClassLoader() : loader);
  }

  /** This library's components and those that a class loader finds. */
  public static Components find(ClassLoader loader) {
    Components components = new Components();
    for (ServiceEntry<ComponentProvider> entry : ServiceEntry.in(loader, ComponentProvider.class)) {
      entry.provider().ifPresent(components::add);
      entry.failure().ifPresent(failure -> components.addBroken(entry.className(), failure));
    }
    return components.withoutCode();
  }

  /** This library's components and those of some providers. */
  public static Components of(ComponentProvider... providers) {
    Components components = new Components();
    for (ComponentProvider provider : providers) {
      components.add(provider);
    }
    return components.withoutCode();
  }

  private void add(ComponentProvider provider) {
    String className = provider.getClass().getName();
    try {
      if (provider.spiVersion() != ComponentProvider.SPI_VERSION) {
        problems.add(
            ("component provider %s is of another version: expected version %d of the interface,"
                    + " got %d; use a jar for this version of vae4j"
                    + " (docs/troubleshooting.md#incompatible-plug-in)")
                .formatted(className, ComponentProvider.SPI_VERSION, provider.spiVersion()));
        return;
      }
      for (Component<?> component : List.copyOf(provider.components())) {
        add(component, provider);
      }
    } catch (LinkageError | RuntimeException e) {
      addBroken(className, e);
    }
  }

  private void addBroken(String className, Throwable failure) {
    problems.add(
        ("component provider %s is broken: expected its components, got %s; use its jar for this"
                + " version of vae4j with all that it depends on"
                + " (docs/troubleshooting.md#broken-plug-in)")
            .formatted(className, ServiceEntry.innermost(failure)));
  }

  private void add(Component<?> component, ComponentProvider provider) {
    String className = provider.getClass().getName();
    try {
      if (!component.isQualified() && !className.startsWith(OWN_PACKAGE)) {
        throw new IllegalArgumentException(
            "expected a qualified name such as acme:%s, got none".formatted(component.name()));
      }
      requireOneDefault(component);
      registrations.add(new Registration(component, className, origin(provider), this));
    } catch (LinkageError | RuntimeException e) {
      addUnusable(component, className, e);
    }
  }

  private void requireOneDefault(Component<?> component) {
    Optional<Registration> present = findDefault(component.kind());
    if (component.isDefault() && present.isPresent()) {
      throw new IllegalArgumentException(
          "expected one default %s, which is \"%s\" already, got another; drop its asDefault()"
              .formatted(Kind.words(component.kind()), present.get().component().name()));
    }
  }

  private void addUnusable(Component<?> component, String provider, Throwable failure) {
    boolean ours =
        failure instanceof IllegalArgumentException || failure instanceof DefinitionException;
    problems.add(
        ("component \"%s\" of provider %s cannot be used: %s"
                + " (docs/troubleshooting.md#unusable-component)")
            .formatted(component.name(), provider, ours ? failure.getMessage() : failure));
  }

  /** Drops components whose defaults cannot be written; others may have those as defaults. */
  private Components withoutCode() {
    while (registrations.removeIf(this::hasCodeAsDefault)) {}
    return this;
  }

  private boolean hasCodeAsDefault(Registration registration) {
    try {
      registration.info();
      return false;
    } catch (LinkageError | RuntimeException e) {
      addUnusable(registration.component(), registration.provider(), e);
      return true;
    }
  }

  private static String origin(ComponentProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "(unknown)";
    }
    try {
      return location.getProtocol().equals("file")
          ? Path.of(location.toURI()).toString()
          : location.toString();
    } catch (URISyntaxException e) {
      return location.toString();
    }
  }

  /** Every component, this library's first. */
  public List<ComponentInfo> list() {
    return registrations.stream().map(Registration::info).toList();
  }

  /** Providers and components on the classpath that cannot be used, and why. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Makes a component from its JSON tree.
   *
   * @throws DefinitionException if the tree does not describe one; names the place in the tree
   */
  public <T> T read(Class<T> kind, Object tree) {
    Place place = Place.reading();
    return kind.cast(read(kind, JsonText.canonical(tree, place), place));
  }

  /**
   * The JSON tree of a component, with all its fields.
   *
   * @throws DefinitionException if it, or a part of it, is not registered, such as a lambda; names
   *     the part
   */
  public <T> Object write(Class<T> kind, T component) {
    return JsonText.canonical(write(kind, component, Place.writing()), Place.writing());
  }

  Object read(Class<?> kind, Object tree, Place place) {
    if (kind == Schedule.class && tree instanceof Number number) {
      return Schedule.constant(number.doubleValue());
    }
    if (tree instanceof String name) {
      return named(kind, name, place).read(Map.of(), place);
    }
    if (!(tree instanceof Map<?, ?> object)) {
      throw place.expected(Kind.one(kind) + ", as an object or by its name", tree);
    }
    Object type = object.get(Registration.TYPE);
    if (type == null) {
      return byDefault(kind, object, place).read(object, place);
    }
    Place typePlace = place.field(Registration.TYPE);
    if (!(type instanceof String name)) {
      throw typePlace.expected("the name of " + Kind.one(kind), type);
    }
    return named(kind, name, typePlace).read(object, place);
  }

  private Registration named(Class<?> kind, String name, Place place) {
    List<Registration> matching =
        all(kind).filter(each -> each.component().name().equals(name)).toList();
    if (matching.isEmpty()) {
      throw unknown(kind, name, place);
    }
    if (matching.size() > 1) {
      throw place.failure(
          ("expected one %s \"%s\", got %d, from %s; remove all but one from the classpath"
                  + " (docs/troubleshooting.md#ambiguous-component)")
              .formatted(
                  Kind.words(kind),
                  name,
                  matching.size(),
                  matching.stream().map(Registration::source).collect(Collectors.joining(", "))));
    }
    return matching.get(0);
  }

  private Registration byDefault(Class<?> kind, Object tree, Place place) {
    return findDefault(kind)
        .orElseThrow(
            () ->
                place.expected(
                    "the field \"type\", one of the %s %s"
                        .formatted(Kind.many(kind), Place.quoted(names(kind))),
                    tree));
  }

  private Optional<Registration> findDefault(Class<?> kind) {
    return all(kind).filter(each -> each.component().isDefault()).findFirst();
  }

  private DefinitionException unknown(Class<?> kind, String name, Place place) {
    List<String> names = names(kind);
    String cure = Place.nearest(name, names);
    if (cure.isEmpty()) {
      cure =
          registrations.stream()
              .filter(each -> each.component().name().equals(name))
              .findFirst()
              .map(other -> "; that is " + Kind.one(other.component().kind()))
              .orElse(
                  "; add the jar that provides it to the classpath"
                      + " (docs/troubleshooting.md#unknown-component)");
    }
    String broken = problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")";
    return place.failure(
        "expected one of the %s %s, got \"%s\"%s%s"
            .formatted(Kind.many(kind), Place.quoted(names), name, cure, broken));
  }

  private List<String> names(Class<?> kind) {
    return all(kind).map(each -> each.component().name()).distinct().toList();
  }

  private Stream<Registration> all(Class<?> kind) {
    return registrations.stream().filter(each -> each.isOf(kind));
  }

  Object write(Class<?> kind, Object value, Place place) {
    if (kind == Schedule.class && value instanceof Schedule.Constant constant) {
      return constant.value();
    }
    Registration registration =
        all(kind)
            .filter(each -> each.describes(value))
            .findFirst()
            .orElseThrow(() -> notData(kind, value, place));
    named(kind, registration.component().name(), place); // fails if it could not be read again
    return registration.write(value, place);
  }

  private static DefinitionException notData(Class<?> kind, Object value, Place place) {
    return place.failure(
        ("expected a registered %s, got %s, which is code; register it with a ComponentProvider, or"
                + " give the definition again where the model is loaded: VaeModel.load(path, vae)"
                + " (docs/troubleshooting.md#unregistered-component)")
            .formatted(Kind.words(kind), value.getClass().getName()));
  }
}
