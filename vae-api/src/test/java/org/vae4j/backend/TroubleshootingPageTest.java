package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages point to entries of the troubleshooting page that are there, and to each of them. */
final class TroubleshootingPageTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path PAGE = PROJECT.resolve("docs/troubleshooting.md");

  @Test
  void everyAnchorIsInAMessageAndOnThePage() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path source : sources()) {
      find(used, "docs/troubleshooting\\.md#([a-z-]+)", source);
    }
    Set<String> present = new TreeSet<>();
    find(present, "<a id=\"([a-z-]+)\">", PAGE);

    assertThat(used).contains("no-backend", "broken-plug-in").isEqualTo(present);
  }

  /** The main code of all modules. */
  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT)) {
      Stream<Path> folders =
          modules.map(module -> module.resolve("src/main/java")).filter(Files::isDirectory);
      return folders.flatMap(TroubleshootingPageTest::filesIn).toList();
    }
  }

  private static Stream<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void find(Set<String> found, String pattern, Path file) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }
}
