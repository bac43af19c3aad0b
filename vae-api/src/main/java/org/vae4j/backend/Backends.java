package org.vae4j.backend;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vae4j.backend.Availability.Unavailable;
import org.vae4j.error.BackendException;
import org.vae4j.error.NearestName;

/**
 * Finds the backends on the classpath and opens one of them.
 *
 * <p>Which one: the id given in the call; else the system property {@value #PROPERTY}; else the
 * environment variable {@value #ENVIRONMENT}; else, of the backends that can be used here, the one
 * of the highest priority. A blank name counts as none. A backend that was named and cannot be used
 * is an error, never replaced by another one; so is a tie.
 *
 * <p>Methods without a {@link ClassLoader} look where the thread's context class loader does. Every
 * failure is a {@link BackendException} whose message says what to do and points to {@code
 * docs/troubleshooting.md}.
 */
public final class Backends {
  /** The system property that names a backend. */
  public static final String PROPERTY = "vae.backend";

  /** The environment variable that names a backend. */
  public static final String ENVIRONMENT = "VAE_BACKEND";

  /**
   * A backend on the classpath, usable or not.
   *
   * @param id the name it is chosen by; its class, as far as known, if it is too broken to tell
   * @param availability whether it can be used here, and why not
   */
  public record Candidate(String id, Availability availability) {}

  private record Request(String id, String origin) {}

  private Backends() {}

  /**
   * Opens the backend of choice (see above) with {@link BackendOptions#defaults()}. The caller
   * closes it.
   *
   * @throws BackendException if there is none, or no single best one, or the named one cannot be
   *     used
   */
  public static Backend open() {
    return open(BackendOptions.defaults());
  }

  /** As {@link #open()}, with options. */
  public static Backend open(BackendOptions options) {
    return open(options, contextLoader());
  }

  /** As {@link #open()}, with options, looking in a class loader. */
  public static Backend open(BackendOptions options, ClassLoader loader) {
    return resolve(Optional.empty(), System::getProperty, System::getenv, options, loader);
  }

  /**
   * Opens the backend of this id with {@link BackendOptions#defaults()}. The caller closes it.
   *
   * @throws BackendException if it is not on the classpath or cannot be used; the message says why
   */
  public static Backend open(String id) {
    return open(id, BackendOptions.defaults());
  }

  /** As {@link #open(String)}, with options. */
  public static Backend open(String id, BackendOptions options) {
    return open(id, options, contextLoader());
  }

  /** As {@link #open(String)}, with options, looking in a class loader. */
  public static Backend open(String id, BackendOptions options, ClassLoader loader) {
    return resolve(Optional.of(id), System::getProperty, System::getenv, options, loader);
  }

  /**
   * Every backend on the classpath, usable or not, broken ones included, in the order of their
   * discovery.
   */
  public static List<Candidate> available() {
    return available(contextLoader());
  }

  /** As {@link #available()}, looking in a class loader. */
  public static List<Candidate> available(ClassLoader loader) {
    return Discovery.in(loader).stream().map(Discovery::candidate).toList();
  }

  /** The one place that decides which backend runs; the rules are in the comment of this class. */
  static Backend resolve(
      Optional<String> id,
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      BackendOptions options,
      ClassLoader loader) {
    Optional<Request> request =
        id.map(name -> new Request(name, "name in code or by --backend"))
            .or(() -> named(properties.apply(PROPERTY), "the system property " + PROPERTY))
            .or(
                () ->
                    named(
                        environment.apply(ENVIRONMENT), "the environment variable " + ENVIRONMENT));
    List<Discovery> found = Discovery.in(loader);
    if (found.isEmpty()) {
      throw failure(
          "no backend found: expected a backend on the classpath"
              + request.map(r -> " ('" + r.id + "', asked for by " + r.origin + ")").orElse("")
              + ", got none; add the jar of one, such as org.vae4j:vae-backend-java",
          "docs/troubleshooting.md#no-backend");
    }
    return request.map(r -> theNamed(r, found)).orElseGet(() -> theBest(found)).create(options);
  }

  private static Optional<Request> named(@Nullable String id, String origin) {
    return id == null || id.isBlank()
        ? Optional.empty()
        : Optional.of(new Request(id.strip(), origin));
  }

  private static Discovery theNamed(Request request, List<Discovery> found) {
    List<Discovery> matching = found.stream().filter(each -> each.id().equals(request.id)).toList();
    if (matching.isEmpty()) {
      String cure =
          NearestName.of(request.id, found.stream().map(Discovery::id).toList())
              .map(nearest -> "did you mean '" + nearest + "'?")
              .orElse("name one of these or add the jar of '" + request.id + "'");
      throw failure(
          "no backend '"
              + request.id
              + "' (asked for by "
              + request.origin
              + "): expected one that is on the classpath"
              + lines(found)
              + cure,
          "docs/troubleshooting.md#unknown-backend");
    }
    if (matching.size() > 1) {
      throw ambiguous(matching, "the id '" + request.id + "'");
    }
    Discovery only = matching.get(0);
    if (only.availability() instanceof Unavailable unavailable) {
      throw failure(
          "backend '"
              + request.id
              + "' (asked for by "
              + request.origin
              + ") cannot be used: "
              + unavailable.reason()
              + "; "
              + unavailable.remedy(),
          "docs/troubleshooting.md#unusable-backend");
    }
    return only;
  }

  private static Discovery theBest(List<Discovery> found) {
    List<Discovery> usable = found.stream().filter(each -> each.priority().isPresent()).toList();
    if (usable.isEmpty()) {
      throw failure(
          "no backend can be used: expected an available one, got"
              + lines(found)
              + "follow one of these remedies",
          "docs/troubleshooting.md#no-usable-backend");
    }
    int highest = usable.stream().mapToInt(each -> each.priority().getAsInt()).max().orElseThrow();
    List<Discovery> best =
        usable.stream().filter(each -> each.priority().getAsInt() == highest).toList();
    if (best.size() > 1) {
      throw ambiguous(best, "priority " + highest);
    }
    return best.get(0);
  }

  private static String lines(List<Discovery> found) {
    return found.stream()
        .map(Discovery::toString)
        .collect(Collectors.joining("\n  ", "\n  ", "\n"));
  }

  private static BackendException ambiguous(List<Discovery> equals, String shared) {
    return failure(
        String.format(
            Locale.ROOT,
            "no single best backend: expected one of %s, got %d (%s); remove all but one from the"
                + " classpath, or if their ids differ name one by Backends.open(id), -D%s=id or"
                + " %s=id",
            shared,
            equals.size(),
            equals.stream().map(Discovery::origin).collect(Collectors.joining(", ")),
            PROPERTY,
            ENVIRONMENT),
        "docs/troubleshooting.md#ambiguous-backend");
  }

  private static BackendException failure(String message, String entry) {
    return new BackendException(message + " (" + entry + ")");
  }

  private static ClassLoader contextLoader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? Backends.class.getClassLoader() : loader;
  }
}
