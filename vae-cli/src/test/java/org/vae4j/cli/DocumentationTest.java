package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.error.DefinitionException;
import org.vae4j.plugin.Components;
import org.vae4j.plugin.Definition;
import org.vae4j.plugin.DefinitionDocument;

/**
 * The documentation does what it says. Of each page, the Java compiles, the definitions are read,
 * and the commands run, in order, in a folder that holds what a checkout does: {@code
 * vae-examples/definitions}, and the files that the page shows (the file's name follows the
 * language of its block). If a page shows a plug-in, its jar is on the classpath.
 */
class DocumentationTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String DEFINITIONS = "vae-examples/definitions";

  /** Files that a page tells its reader to get, and how many images ours have. */
  private static final Map<String, Integer> MNIST =
      Map.of("train-images-idx3-ubyte.gz", 48, "t10k-images-idx3-ubyte.gz", 20);

  @TempDir private Path folder;

  static List<String> pages() throws IOException {
    List<String> names = new ArrayList<>(List.of("README.md", "CONTRIBUTING.md"));
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
      files
          .map(file -> PROJECT.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaCompiles(String name) throws IOException {
    assertThat(PageCode.compile(MarkdownPage.read(PROJECT, name), folder)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void definitionsAreRead(String name) throws IOException {
    MarkdownPage page = MarkdownPage.read(PROJECT, name);
    try (URLClassLoader loader = loader(plugIn(page))) {
      Components components = Components.find(loader);
      for (MarkdownPage.Block block : page.blocksOf("json")) {
        assertThat(problem(block, components))
            .as("%s:%d", name, block.line())
            .isEqualTo(Optional.empty());
      }
    }
  }

  private static Optional<String> problem(MarkdownPage.Block block, Components components) {
    try {
      DefinitionDocument document = DefinitionDocument.parse(block.text());
      if (document.tree().containsKey("decoder")) { // and not a part of one, or a result
        Definition.fromTree(document.tree(), components);
      }
      return Optional.empty();
    } catch (DefinitionException e) {
      return Optional.of(e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsRun(String name) throws IOException, InterruptedException {
    MarkdownPage page = MarkdownPage.read(PROJECT, name);
    if (page.commands().isEmpty()) {
      return;
    }
    Path[] plugIns = plugIn(page).stream().toArray(Path[]::new);
    Path work = Files.createDirectory(folder.resolve("work"));
    fill(work, page);

    Terminal run = Terminal.fork(PageCommands.class, work, Classpath.with(plugIns), PROJECT, name);

    assertThat(run.status()).as(run.err()).isZero();
  }

  private static void fill(Path work, MarkdownPage page) throws IOException {
    Path definitions = Files.createDirectories(work.resolve(DEFINITIONS));
    try (Stream<Path> files = Files.list(PROJECT.resolve(DEFINITIONS))) {
      for (Path file : files.toList()) {
        Files.copy(file, definitions.resolve(file.getFileName()));
      }
    }
    for (MarkdownPage.Block block : page.blocks()) {
      if (!block.file().isEmpty()) {
        Files.writeString(work.resolve(block.file()), block.text());
      }
    }
    for (String file : MNIST.keySet()) {
      if (page.commands().stream().anyMatch(command -> command.text().contains(file))) {
        writeImages(work.resolve(file), MNIST.get(file));
      }
    }
  }

  /** Squares that differ in place and size, in the form of MNIST. */
  private static void writeImages(Path file, int count) throws IOException {
    int size = 28;
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (int header : new int[] {0x803, count, size, size}) {
        out.writeInt(header);
      }
      for (int image = 0; image < count; image++) {
        int left = image % 7 * 3;
        int side = 4 + image % 5;
        for (int pixel = 0; pixel < size * size; pixel++) {
          int x = pixel % size - left;
          int y = pixel / size - left;
          out.write(x >= 0 && x < side && y >= 0 && y < side ? 255 : 0);
        }
      }
    }
  }

  private Optional<Path> plugIn(MarkdownPage page) throws IOException {
    Optional<String> provider = PageCode.provider(page);
    return provider.isEmpty()
        ? Optional.empty()
        : Optional.of(PlugInJar.of(folder.resolve("plug-in.jar"), page, provider.get()));
  }

  private static URLClassLoader loader(Optional<Path> jar) throws IOException {
    URL[] urls = jar.isEmpty() ? new URL[0] : new URL[] {jar.get().toUri().toURL()};
    return new URLClassLoader(urls, Components.class.getClassLoader());
  }

  @Test
  void commandsThatAreNotRunAreStillThere() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String name : pages()) {
      MarkdownPage page = MarkdownPage.read(PROJECT, name);
      page.commands().forEach(command -> commands.add(PageCommands.key(page, command)));
    }
    assertThat(commands).isNotEmpty().containsAll(PageCommands.NOT_RUN.keySet());
  }
}
