package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page of the documentation shows: fenced blocks, and commands.
 *
 * @param name its path in the project
 * @param blocks its fenced blocks
 * @param commands its lines of {@code ./vae}, in fenced blocks of {@code sh} or indented ones
 */
record MarkdownPage(String name, List<Block> blocks, List<Command> commands) {
  private static final String FENCE = "```";
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

  /**
   * A fenced block.
   *
   * @param language the word behind the fence
   * @param file the name of the file that it shows, behind the language; or empty
   * @param line the line that its text starts on, from 1
   * @param text its lines
   */
  record Block(String language, String file, int line, String text) {}

  /**
   * A command.
   *
   * @param line the line that it starts on, from 1
   * @param text as it stands there, without continuations and remarks
   */
  record Command(int line, String text) {
    /** What follows {@code ./vae}, as a shell splits it. */
    List<String> arguments() {
      Matcher matcher = WORD.matcher(text);
      List<String> words = new ArrayList<>();
      while (matcher.find()) {
        words.add(matcher.group().replaceAll("['\"]", ""));
      }
      return words.subList(1, words.size());
    }
  }

  /** Reads a page of the project. */
  static MarkdownPage read(Path project, String name) throws IOException {
    List<String> lines = Files.readAllLines(project.resolve(name));
    List<Block> blocks = new ArrayList<>();
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
        String[] info = lines.get(i).substring(FENCE.length()).strip().split("\\s+");
        List<String> inside = lines.subList(i + 1, end);
        String text = String.join("\n", inside) + "\n";
        blocks.add(new Block(info[0], info.length > 1 ? info[1] : "", i + 2, text));
        if (info[0].equals("sh")) {
          addCommands(inside, i + 2, commands);
        }
        i = end;
      } else if (lines.get(i).startsWith("    ")) {
        addCommands(lines.subList(i, i + 1 + continuations(lines, i)), i + 1, commands);
      }
    }
    return new MarkdownPage(name, blocks, commands);
  }

  /** How many lines after this one it goes on. */
  private static int continuations(List<String> lines, int start) {
    int end = start;
    while (lines.get(end).endsWith("\\")) {
      end++;
    }
    return end - start;
  }

  private static void addCommands(List<String> lines, int firstLine, List<Command> commands) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith("./vae ")) {
        int more = continuations(lines, i);
        String text =
            String.join("\n", lines.subList(i, i + more + 1))
                .replaceAll("\\s*\\\\\n\\s*", " ")
                .replaceAll("\\s+#.*", "")
                .strip();
        commands.add(new Command(firstLine + i, text));
        i += more;
      }
    }
  }

  /** The blocks of a language. */
  List<Block> blocksOf(String language) {
    return blocks.stream().filter(block -> block.language().equals(language)).toList();
  }
}
