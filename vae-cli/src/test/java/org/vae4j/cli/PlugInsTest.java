package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.BackendProvider;
import org.vae4j.plugin.ComponentProvider;

/** Jars that this project was not compiled with, on the classpath of virtual machines. */
class PlugInsTest {
  private static final String WRAPPER =
      """
      package com.acme;

      import java.util.List;
      import java.util.Optional;
      import java.util.ServiceLoader;
      import org.vae4j.backend.*;
      import org.vae4j.tensor.Operation;
      import org.vae4j.tensor.Variable;

      /** The Java backend under another name. */
      public final class AcmeProvider implements BackendProvider {
        record AcmeBackend(Backend java) implements Backend {
          public BackendInfo info() {
            BackendInfo its = java.info();
            return new BackendInfo("acme", its.version(), its.device(), its.threads(),
                its.precision(), its.reproducibility(), its.preferredRows());
          }

          public Memory allocate(List<Variable> variables) {
            return java.allocate(variables);
          }

          public CompiledProgram compile(Program program) {
            return java.compile(program);
          }

          public void close() {
            java.close();
          }
        }

        public String id() {
          return "acme";
        }

        public int spiVersion() {
          return SPI_VERSION;
        }

        public int operationSet() {
          return Operation.SET;
        }

        public Availability availability() {
          return java().isPresent()
              ? new Availability.Available(50)
              : new Availability.Unavailable("it wraps the java backend", "add its jar");
        }

        public Backend create(BackendOptions options) {
          return new AcmeBackend(java().orElseThrow().create(options));
        }

        private static Optional<BackendProvider> java() {
          return ServiceLoader.load(BackendProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(provider -> provider.id().equals("java"))
              .findFirst();
        }
      }
      """;

  @TempDir private Path folder;
  private String plugIns;

  @BeforeEach
  void writeRows() throws IOException {
    plugIns = Files.createDirectory(folder.resolve("plugins")) + "/*";
    Random random = new Random(11);
    StringBuilder csv = new StringBuilder("a,b,c,d,e\n");
    for (int row = 0; row < 23; row++) {
      for (int column = 0; column < 5; column++) {
        csv.append(column == 0 ? "" : ",").append(random.nextInt(2));
      }
      csv.append('\n');
    }
    Files.writeString(folder.resolve("rows.csv"), csv);
  }

  /** A layer and a prior: the ones that the guide shows. */
  @Test
  void aModelOfForeignPartsIsTrainedSavedAndUsed() throws Exception {
    MarkdownPage page = MarkdownPage.read(Path.of(".."), "docs/guide/plugins.md");
    Path jar =
        PlugInJar.of(folder.resolve("plugins/acme.jar"), page, PageCode.provider(page).get());
    MarkdownPage.Block definition = page.blocksOf("json").get(0);
    Files.writeString(folder.resolve("gated.json"), definition.text());

    Terminal components = vae("components");
    Terminal json = vae("components", "--json");
    Terminal train = train("--definition", "gated.json", "--set", "prior.start=1.5");
    Terminal evaluate = vae("evaluate", "--model", "m.vae", "--data", "rows.csv");
    Terminal generate = vae("generate", "--model", "m.vae", "--count", 3, "--out", "fresh.csv");
    Terminal inspect = vae("inspect", "--model", "m.vae");
    Terminal without = Terminal.run("inspect", "--model", folder.resolve("m.vae"));

    assertThat(components.err()).isEmpty();
    assertThat(components.out().lines().toList())
        .containsSubsequence(
            "layer            acme:gated           acme.jar",
            "                   units: integer, required",
            "prior            acme:learned-scale   acme.jar",
            "                   start: number, default 1.0");
    assertThat(json.out()).contains("\"class\" : \"com.acme.AcmeComponents$Gated\"");
    assertThat(json.out()).contains(jar.toString().replace("\\", "\\\\"));
    assertThat(train.err()).isEmpty();
    assertThat(evaluate.out()).contains("elbo");
    assertThat(generate.out()).isEqualTo("wrote 3 rows to fresh.csv\n");
    assertThat(inspect.out()).contains("prior/log-variance", "\"acme:gated\"", "\"start\" : 1.5");
    assertThat(without.status()).isEqualTo(1);
    assertThat(without.err())
        .startsWith("vae: cannot use model " + folder.resolve("m.vae") + ": cannot read encoder")
        .endsWith(
            "got \"acme:gated\"; add the jar that provides it to the classpath"
                + " (docs/troubleshooting.md#unknown-component)\n");
  }

  @Test
  void aForeignBackendTrainsWhatTheJavaBackendUses() throws Exception {
    backend();

    Terminal backends = vae("backends");
    Terminal train = train("--backend", "acme");
    Path model = folder.resolve("m.vae");
    Terminal there =
        vae("evaluate", "--backend", "acme", "--model", model, "--data", "rows.csv", "--json");
    Terminal here =
        Terminal.run("evaluate", "--model", model, "--data", folder.resolve("rows.csv"), "--json");

    assertThat(backends.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("java         usable, priority 300"))
        .contains("acme         usable, priority 50");
    assertThat(train.err()).isEmpty();
    assertThat(there.out()).contains("elbo").isEqualTo(here.out());
    assertThat(Terminal.run("inspect", "--model", model).out()).contains("backend      acme");
  }

  /** As where a jar that a plug-in needs is missing. */
  @Test
  void aPartThatDoesNotLinkIsOneMessage() throws Exception {
    provider("Unlinked", "SPI_VERSION", "throw new NoClassDefFoundError(\"org/acme/Engine\");");

    Terminal run = train("--set", "encoder.network=acme:unlinked");
    Terminal debug = train("--set", "encoder.network=acme:unlinked", "--debug");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "vae: cannot link a class: expected jars that fit together, got"
                + " java.lang.NoClassDefFoundError: org/acme/Engine; use each plug-in's jar for"
                + " this version of vae4j with all that it depends on"
                + " (docs/troubleshooting.md#broken-plug-in)\n");
    assertThat(debug.err()).contains("\tat com.acme.Unlinked");
  }

  @Test
  void aPlugInOfAnotherVersionIsReportedAndHidesNoOther() throws Exception {
    provider("Older", "0", "return x;");
    provider("Present", "SPI_VERSION", "return x;");

    Terminal components = vae("components");
    Terminal train = train("--set", "encoder.network=acme:older");

    String problem =
        "component provider com.acme.Older is of another version: expected version 1 of the"
            + " interface, got 0; use a jar for this version of vae4j"
            + " (docs/troubleshooting.md#incompatible-plug-in)";
    assertThat(components.err()).isEqualTo("vae: " + problem + "\n");
    assertThat(components.out()).contains("acme:present         Present.jar");
    assertThat(train.status()).isEqualTo(1);
    assertThat(train.err()).contains("\"acme:present\", got \"acme:older\"; add").contains(problem);
  }

  /** The jar of a provider that adds one layer, called as it is. */
  private void provider(String name, String spiVersion, String body) throws IOException {
    String source =
        """
        package com.acme;

        import java.util.List;
        import org.vae4j.model.Layer;
        import org.vae4j.plugin.Component;
        import org.vae4j.plugin.ComponentProvider;

        public final class %s implements ComponentProvider {
          public int spiVersion() {
            return %s;
          }

          public List<Component<?>> components() {
            Layer layer = (x, scope) -> { %s };
            return List.of(Component.of(Layer.class, "acme:%s", layer));
          }
        }
        """
            .formatted(name, spiVersion, body, name.toLowerCase(Locale.ROOT));
    Path jar = folder.resolve("plugins").resolve(name + ".jar");
    PlugInJar.of(jar, ComponentProvider.class, "com.acme." + name, source);
  }

  private void backend() throws IOException {
    Path jar = folder.resolve("plugins/acme.jar");
    PlugInJar.of(jar, BackendProvider.class, "com.acme.AcmeProvider", WRAPPER);
  }

  private Terminal train(Object... more) throws IOException, InterruptedException {
    Object[] words = {
      "train", "--data", "rows.csv", "--epochs", 2, "--batch-size", 7, "--quiet", "--out", "m.vae"
    };
    return vae(Terminal.words(words, more));
  }

  private Terminal vae(Object... words) throws IOException, InterruptedException {
    return Terminal.fork(folder, Classpath.with(Path.of(plugIns)), words);
  }
}
