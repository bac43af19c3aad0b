package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.BackendProvider;

/** What a command says, in a virtual machine of its own, when the classpath has no good backend. */
class BackendMessagesTest {
  private static final String USABLE = "new Availability.Available(300)";

  @TempDir private Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n3,4\n5,6\n");
  }

  @Test
  void none() throws Exception {
    assertThat(failure(Classpath.withoutBackend()))
        .isEqualTo(
            "vae: no backend found: expected a backend on the classpath, got none; add the jar of"
                + " one, such as org.vae4j:vae-backend-java"
                + " (docs/troubleshooting.md#no-backend)\n");
  }

  @Test
  void noneUsable() throws Exception {
    Path unusable = provider("", 1, 1, "new Availability.Unavailable(\"no chip\", \"add one\")");

    assertThat(failure(Classpath.withoutBackend(unusable)))
        .isEqualTo(
            "vae: no backend can be used: expected an available one, got\n"
                + "  acme: no chip; add one\n"
                + "follow one of these remedies (docs/troubleshooting.md#no-usable-backend)\n");
  }

  @Test
  void ambiguous() throws Exception {
    assertThat(failure(Classpath.with(provider("", 1, 1, USABLE))))
        .startsWith("vae: no single best backend: expected one of priority 300, got 2 (")
        .contains("org.vae4j.backend.java.JavaBackendProvider", "com.acme.AcmeProvider")
        .endsWith("(docs/troubleshooting.md#ambiguous-backend)\n");
  }

  @Test
  void namedButUnusable() throws Exception {
    Path unusable = provider("", 1, 1, "new Availability.Unavailable(\"no chip\", \"add one\")");

    assertThat(failure(Classpath.with(unusable), "--backend", "acme"))
        .isEqualTo(
            "vae: backend 'acme' (asked for by name in code or by --backend) cannot be used: no"
                + " chip; add one (docs/troubleshooting.md#unusable-backend)\n");
  }

  @Test
  void namedButDoesNotStart() throws Exception {
    String classpath = Classpath.with(provider("", 1, 1, USABLE));

    assertThat(failure(classpath, "--backend", "acme"))
        .isEqualTo(
            "vae: backend 'acme' did not start: expected a running backend, got"
                + " java.lang.UnsatisfiedLinkError: no acme in java.library.path; check its jars"
                + " and native libraries (docs/troubleshooting.md#unusable-backend)\n");
    assertThat(train(classpath, "--backend", "acme", "--debug").err())
        .contains("\tat ", "Caused by: java.lang.UnsatisfiedLinkError");
  }

  @Test
  void unknown() throws Exception {
    assertThat(failure(Classpath.with(provider("", 1, 1, USABLE)), "--backend", "acne"))
        .startsWith("vae: no backend 'acne' (asked for by name in code or by --backend): expected")
        .contains("\n  java: available, priority 300\n", "\n  acme: available, priority 300\n")
        .endsWith("\ndid you mean 'acme'? (docs/troubleshooting.md#unknown-backend)\n");
  }

  @Test
  void broken() throws Exception {
    Path broken = provider("throw new IllegalStateException(\"gave up\");", 1, 1, USABLE);

    assertThat(failure(Classpath.withoutBackend(broken)))
        .contains("com.acme.AcmeProvider: its provider is broken (java.lang.IllegalStateException")
        .contains("(docs/troubleshooting.md#broken-backend)\n");
    assertThat(train(Classpath.with(broken)).status()).isZero();
    assertThat(Terminal.fork(folder, Classpath.with(broken), "backends").out())
        .contains("java         usable", "not usable: its provider is broken");
  }

  @Test
  void ofAnotherVersion() throws Exception {
    assertThat(failure(Classpath.with(provider("", 0, 1, USABLE)), "--backend", "acme"))
        .contains("cannot be used: expected version 1 of the backend interface, got 0; use a")
        .contains("(docs/troubleshooting.md#incompatible-backend)");
  }

  @Test
  void ofAnOldOperationSet() throws Exception {
    assertThat(failure(Classpath.with(provider("", 1, 0, USABLE)), "--backend", "acme"))
        .contains("cannot be used: expected operation set 1 or later, which programs need, got 0;")
        .contains("(docs/troubleshooting.md#incompatible-backend)");
  }

  /** The jar of a backend that never runs. */
  private Path provider(String constructor, int spiVersion, int operationSet, String availability)
      throws IOException {
    String source =
        """
        package com.acme;

        import org.vae4j.backend.*;

        public final class AcmeProvider implements BackendProvider {
          public AcmeProvider() { %s }
          public String id() { return "acme"; }
          public int spiVersion() { return %d; }
          public int operationSet() { return %d; }
          public Availability availability() { return %s; }
          public Backend create(BackendOptions options) {
            throw new UnsatisfiedLinkError("no acme in java.library.path");
          }
        }
        """
            .formatted(constructor, spiVersion, operationSet, availability);
    Path jar = folder.resolve("acme.jar");
    return PlugInJar.of(jar, BackendProvider.class, "com.acme.AcmeProvider", source);
  }

  private String failure(String classpath, Object... more)
      throws IOException, InterruptedException {
    Terminal run = train(classpath, more);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("\tat ", "Exception in thread");
    assertThat(folder.resolve("m.vae")).doesNotExist();
    return run.err();
  }

  private Terminal train(String classpath, Object... more)
      throws IOException, InterruptedException {
    Object[] words = {"train", "--data", "rows.csv", "--epochs", 1, "--quiet", "--out", "m.vae"};
    return Terminal.fork(folder, classpath, Terminal.words(words, more));
  }
}
