package org.vae4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message that points to the troubleshooting page points to an entry that is there. */
final class TroubleshootingPageTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");

  @Test
  void anchorsInMessagesAreOnThePage() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source);
        find(used, Pattern.compile("troubleshooting\\.md#([a-z-]+)"), text);
        if (source.endsWith("Backends.java")) {
          find(used, Pattern.compile("\"([a-z]+(?:-[a-z]+)*-backend)\"\\)"), text);
        }
      }
    }
    Set<String> present = new TreeSet<>();
    find(present, Pattern.compile("<a id=\"([a-z-]+)\">"), Files.readString(PAGE));

    assertThat(used).contains("no-backend", "unknown-backend", "broken-backend");
    assertThat(present).containsAll(used);
  }

  private static void find(Set<String> found, Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }
}
