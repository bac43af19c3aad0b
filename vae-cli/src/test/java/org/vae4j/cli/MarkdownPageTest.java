package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link DocumentationTest} sees what is on a page, and finds what is wrong, in its line. */
class MarkdownPageTest {
  private static final String PAGE =
      """
      # A page

          ./vae train --data "my rows.csv" \\
                      --set a=[1,2] --out m.vae
          mvn verify
          ./vae backends     # lists them

      ```json some.json
      {"a": 1}
      ```

      ```sh
      cd somewhere
      ./vae inspect --model no.vae
      ```

      ```java
      /** x / 2. */
      record Half() implements Layer { // no parameters
        public Tensor apply(Tensor x, Scope scope) {
          return x.times(0.5);
        }
      }
      ```

      ```java
      import java.time.Duration;

      Layer half = new Half();
      Duration.ofSeconds(1).toMinutes();
      List<String> wrong = half;
      ```

      ```java
      package com.acme;

      public class Some {
        int one = "1";
      }
      ```
      """;

  @TempDir private Path folder;

  @Test
  void seesCommandsAndBlocks() throws IOException {
    MarkdownPage page = page();

    assertThat(page.commands())
        .containsExactly(
            new MarkdownPage.Command(
                3, "./vae train --data \"my rows.csv\" --set a=[1,2] --out m.vae"),
            new MarkdownPage.Command(6, "./vae backends"),
            new MarkdownPage.Command(14, "./vae inspect --model no.vae"));
    assertThat(page.commands().get(0).arguments())
        .containsExactly("train", "--data", "my rows.csv", "--set", "a=[1,2]", "--out", "m.vae");
    assertThat(page.blocksOf("json"))
        .containsExactly(new MarkdownPage.Block("json", "some.json", 9, "{\"a\": 1}\n"));
    assertThat(page.blocksOf("java"))
        .extracting(MarkdownPage.Block::line)
        .containsExactly(18, 27, 35);
  }

  @Test
  void findsWhatDoesNotCompile() throws IOException {
    List<String> errors = PageCode.compile(page(), folder);

    assertThat(errors).hasSize(2);
    assertThat(errors).anyMatch(error -> error.startsWith("page.md:31: incompatible types: "));
    assertThat(errors).anyMatch(error -> error.startsWith("page.md:38: incompatible types: "));
  }

  @Test
  void findsACommandThatFails() throws IOException, InterruptedException {
    page();
    Files.writeString(folder.resolve("my rows.csv"), "a\n1\n2\n");

    Terminal run = Terminal.fork(PageCommands.class, folder, Classpath.with(), folder, "page.md");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("vae: ")
        .contains("page.md:3: expected status 0, got 1 from ./vae train --data \"my rows.csv\"");
  }

  private MarkdownPage page() throws IOException {
    Files.writeString(folder.resolve("page.md"), PAGE);
    return MarkdownPage.read(folder, "page.md");
  }
}
