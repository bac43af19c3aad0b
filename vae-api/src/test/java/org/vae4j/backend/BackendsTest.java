package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.Availability.Available;
import org.vae4j.backend.Availability.Unavailable;
import org.vae4j.backend.FakeProviders.FailsToConstruct;
import org.vae4j.backend.FakeProviders.FailsToStart;
import org.vae4j.backend.FakeProviders.FailsToTell;
import org.vae4j.backend.FakeProviders.Missing;
import org.vae4j.backend.FakeProviders.Nameless;
import org.vae4j.backend.FakeProviders.Newer;
import org.vae4j.backend.FakeProviders.Older;
import org.vae4j.backend.FakeProviders.Plain;
import org.vae4j.backend.FakeProviders.PlainAgain;
import org.vae4j.backend.FakeProviders.Refuses;
import org.vae4j.backend.FakeProviders.Rival;
import org.vae4j.backend.FakeProviders.Slower;
import org.vae4j.error.BackendException;

final class BackendsTest {
  @TempDir private Path folder;

  @Test
  void withoutANameTheHighestPriorityWins() {
    assertThat(open(Slower.class, Plain.class, Missing.class)).isEqualTo("plain");
  }

  @Test
  void optionsReachTheBackend() {
    BackendOptions options = BackendOptions.cpu().withPrecision(Precision.FLOAT64);

    BackendInfo info = Backends.open("slower", options, listing(Slower.class, Plain.class)).info();

    assertThat(info.id()).isEqualTo("slower");
    assertThat(info.precision()).isEqualTo(Precision.FLOAT64);
  }

  @Test
  void theNameOfTheCallBeatsThePropertyBeatsTheEnvironmentBeatsThePriority() {
    ClassLoader all = listing(Plain.class, Slower.class, Rival.class);
    Map<String, String> properties = Map.of("vae.backend", "slower");
    Map<String, String> environment = Map.of("VAE_BACKEND", "rival");

    assertThat(resolve(Optional.of("plain"), properties, environment, all)).isEqualTo("plain");
    assertThat(resolve(Optional.empty(), properties, environment, all)).isEqualTo("slower");
    assertThat(resolve(Optional.empty(), Map.of(), environment, all)).isEqualTo("rival");
  }

  @Test
  void aBlankNameIsNone() {
    Map<String, String> blank = Map.of("VAE_BACKEND", " ");

    assertThat(resolve(Optional.empty(), Map.of(), blank, listing(Plain.class))).isEqualTo("plain");
  }

  @Test
  void noBackendAtAll() {
    assertFailure(() -> Backends.open(BackendOptions.cpu(), listing()))
        .hasMessage(
            "no backend found: expected a backend on the classpath, got none; add the jar of one,"
                + " such as org.vae4j:vae-backend-java (docs/troubleshooting.md#no-backend)");
  }

  @Test
  void noUsableBackendListsEachWithReasonAndRemedy() {
    assertFailure(() -> open(Missing.class, FailsToTell.class))
        .hasMessageStartingWith("no backend can be used: expected an available one, got\n")
        .hasMessageContaining("\n  missing: its engine is not here; add org.acme:engine\n")
        .hasMessageContaining("FailsToTell: its provider is broken (java.lang.UnsatisfiedLinkError")
        .hasMessageEndingWith("(docs/troubleshooting.md#no-usable-backend)");
  }

  @Test
  void aTieIsAnError() {
    assertFailure(() -> open(Plain.class, Slower.class, Rival.class))
        .hasMessageContaining("expected one of priority 300, got 2 (")
        .hasMessageContaining("FakeProviders$Plain, org.vae4j.backend.FakeProviders$Rival")
        .hasMessageContaining("-Dvae.backend=id or VAE_BACKEND=id")
        .hasMessageEndingWith("(docs/troubleshooting.md#ambiguous-backend)");
  }

  @Test
  void aTieBelowTheHighestIsNone() {
    assertThat(open(FailsToConstruct.class, Plain.class, PlainAgain.class, Slower.class))
        .isEqualTo("plain");
  }

  @Test
  void twoOfTheNameAreAnError() {
    assertFailure(() -> openNamed("plain", Plain.class, PlainAgain.class))
        .hasMessageContaining("expected one of the id 'plain', got 2")
        .hasMessageEndingWith("(docs/troubleshooting.md#ambiguous-backend)");
  }

  @Test
  void anUnknownNameSuggestsTheNearest() {
    assertFailure(() -> openNamed("plian", Plain.class, Missing.class))
        .hasMessageStartingWith("no backend 'plian' (asked for by name in code or by --backend)")
        .hasMessageContaining("\n  plain: available, priority 300\n  missing: its engine")
        .hasMessageContaining("\ndid you mean 'plain'?")
        .hasMessageEndingWith("(docs/troubleshooting.md#unknown-backend)");
    assertFailure(() -> openNamed("cuda", Plain.class, Slower.class))
        .hasMessageContaining("\nname one of these or add the jar of 'cuda'");
  }

  @Test
  void aNamedBackendThatCannotBeUsedIsNeverReplaced() {
    ClassLoader both = listing(Plain.class, Missing.class);
    Map<String, String> environment = Map.of("VAE_BACKEND", "missing");

    assertFailure(() -> resolve(Optional.empty(), Map.of(), environment, both))
        .hasMessage(
            "backend 'missing' (asked for by the environment variable VAE_BACKEND) cannot be used:"
                + " its engine is not here; add org.acme:engine"
                + " (docs/troubleshooting.md#unusable-backend)");
  }

  @Test
  void otherVersionsAreUnusable() {
    assertFailure(() -> openNamed("newer", Newer.class))
        .hasMessageContaining("expected version 1 of the backend interface, got 2")
        .hasMessageContaining("(docs/troubleshooting.md#incompatible-backend)");
    assertFailure(() -> openNamed("older", Older.class))
        .hasMessageContaining("expected operation set 1 or later, which programs need, got 0");
    assertThat(open(Newer.class, Older.class, Slower.class)).isEqualTo("slower");
  }

  @Test
  void brokenProvidersAreDataAndHideNobody() {
    ClassLoader loader =
        listingNames(
            "org.acme.NotThere",
            FailsToConstruct.class.getName(),
            "org.acme.Unlinkable",
            BackendsTest.class.getName(),
            FailsToTell.class.getName(),
            "org.acme.AlsoUnlinkable",
            Nameless.class.getName(),
            Plain.class.getName());

    var found = Backends.available(loader);

    assertThat(found).hasSize(8);
    assertThat(found.get(7)).isEqualTo(new Backends.Candidate("plain", new Available(300)));
    assertThat(found.subList(0, 7))
        .allSatisfy(each -> assertThat(each.availability()).isInstanceOf(Unavailable.class));
    assertThat(found.toString())
        .contains("Provider org.acme.NotThere not found")
        .contains("constructor gave up")
        .contains("org/acme/Unlinkable needs an engine")
        .contains("org/acme/AlsoUnlinkable needs an engine")
        .contains("no engine in java.library.path")
        .contains("org.vae4j.backend.BackendsTest not a subtype");
    assertThat(Backends.open(BackendOptions.cpu(), loader).info().id()).isEqualTo("plain");
  }

  @Test
  void aBackendThatDoesNotStartIsAnError() {
    assertFailure(() -> open(FailsToStart.class, Plain.class))
        .hasMessageStartingWith("backend 'starter' did not start")
        .hasMessageContaining("org/acme/Engine")
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    assertFailure(() -> open(Refuses.class))
        .hasMessage("backend 'refuser': expected device cpu, got auto");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(Runnable opening) {
    return assertThatThrownBy(opening::run).isInstanceOf(BackendException.class);
  }

  private String open(Class<?>... providers) {
    ClassLoader loader = listing(providers);
    return Backends.open(BackendOptions.defaults(), loader).info().id();
  }

  private String openNamed(String id, Class<?>... providers) {
    return Backends.open(id, BackendOptions.defaults(), listing(providers)).info().id();
  }

  private static String resolve(
      Optional<String> id,
      Map<String, String> properties,
      Map<String, String> environment,
      ClassLoader loader) {
    BackendOptions options = BackendOptions.defaults();
    return Backends.resolve(id, properties::get, environment::get, options, loader).info().id();
  }

  private ClassLoader listing(Class<?>... providers) {
    return listingNames(Arrays.stream(providers).map(Class::getName).toArray(String[]::new));
  }

  /** A class loader that lists these providers; classes named Unlinkable lack a superclass. */
  private ClassLoader listingNames(String... providers) {
    try {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Path file = services.resolve(BackendProvider.class.getName());
      Files.writeString(file, Arrays.stream(providers).collect(Collectors.joining("\n")));
      URL[] urls = {URI.create(folder.toUri().toString()).toURL()};
      return new URLClassLoader(urls, BackendsTest.class.getClassLoader()) {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
          if (name.endsWith("Unlinkable")) {
            throw new NoClassDefFoundError(name.replace('.', '/') + " needs an engine");
          }
          return super.findClass(name);
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
