package org.vae4j.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;

/** The texts of {@code --help}, made from what the parser knows. */
final class Help {
  private Help() {}

  static void overview(List<CommandSpec> commands, PrintStream out) {
    out.println("usage: vae COMMAND [options]");
    out.println();
    commands.forEach(spec -> line(spec.name(), spec.summary(), out));
    out.println();
    out.println("vae COMMAND --help tells a command's options; vae --version the version.");
  }

  static void command(CommandSpec spec, List<Option> common, PrintStream out) {
    out.println("usage: vae " + spec.name() + " [options]");
    out.println();
    out.println(spec.summary());
    out.println();
    spec.options().getOptions().forEach(option -> option(option, out));
    out.println();
    common.forEach(option -> option(option, out));
  }

  private static void option(Option option, PrintStream out) {
    String value = option.hasArg() ? " " + option.getArgName() : "";
    line(
        "--" + option.getLongOpt() + value,
        option.getDescription() + (option.isRequired() ? " (required)" : ""),
        out);
  }

  private static void line(String left, String right, PrintStream out) {
    out.printf(
        Locale.ROOT,
        left.length() > 30 ? "  %s%n  %30s  %s%n" : "  %1$-30s  %3$s%n",
        left,
        "",
        right);
  }
}
