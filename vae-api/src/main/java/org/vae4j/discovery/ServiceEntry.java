package org.vae4j.discovery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * One entry of the classpath's list of providers of a service: the provider, or why there is none.
 *
 * @param className the provider's class, as far as it is known
 * @param provider the provider, if it could be made
 * @param failure what went wrong, if it could not
 */
public record ServiceEntry<S>(String className, Optional<S> provider, Optional<Throwable> failure) {
  private static final String UNKNOWN_CLASS = "(unknown class)";

  /** A classpath that cannot be read at all fails again at every step: this ends it. */
  private static final int MOST_FAILURES = 32;

  /** All entries, in the order of the classpath. */
  public static <S> List<ServiceEntry<S>> in(ClassLoader loader, Class<S> service) {
    List<ServiceEntry<S>> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<S>> entries =
        ServiceLoader.load(service, loader).stream().iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        if (!entries.hasNext()) {
          return found;
        }
        found.add(load(entries.next()));
      } catch (ServiceConfigurationError | LinkageError e) {
        found.add(broken(UNKNOWN_CLASS, e));
        failures++;
      }
    }
    return found;
  }

  private static <S> ServiceEntry<S> load(ServiceLoader.Provider<S> entry) {
    String className = UNKNOWN_CLASS;
    try {
      className = entry.type().getName();
      return new ServiceEntry<>(className, Optional.of(entry.get()), Optional.empty());
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      return broken(className, e);
    }
  }

  private static <S> ServiceEntry<S> broken(String className, Throwable failure) {
    return new ServiceEntry<>(className, Optional.empty(), Optional.of(failure));
  }

  /** The cause at the end of a chain, which is what a reader needs to know. */
  public static Throwable innermost(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
