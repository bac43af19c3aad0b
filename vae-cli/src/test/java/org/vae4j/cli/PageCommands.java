package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Runs the commands of a page, one after the other, in the folder that it is started in. */
final class PageCommands {
  /** Commands that are not run, by page and text, and why. */
  static final Map<String, String> NOT_RUN =
      Map.of("README.md: ./vae quickstart", "trains for a minute; QuickstartTest has fewer rows");

  private PageCommands() {}

  /** The key of a command in {@link #NOT_RUN}. */
  static String key(MarkdownPage page, MarkdownPage.Command command) {
    return page.name() + ": " + command.text();
  }

  /**
   * Runs them until one fails.
   *
   * @param args the folder of the project and the page in it
   */
  public static void main(String[] args) throws IOException {
    MarkdownPage page = MarkdownPage.read(Path.of(args[0]), args[1]);
    for (MarkdownPage.Command command : page.commands()) {
      if (NOT_RUN.containsKey(key(page, command))) {
        continue;
      }
      int status = Main.run(command.arguments().toArray(String[]::new), System.out, System.err);
      if (status != 0) {
        System.err.printf(
            "%s:%d: expected status 0, got %d from %s%n",
            page.name(), command.line(), status, command.text());
        System.exit(1);
      }
    }
  }
}
