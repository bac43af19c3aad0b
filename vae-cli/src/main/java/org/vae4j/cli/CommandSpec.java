package org.vae4j.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * What a command is called and takes: enough for parsing and help, without making the command.
 *
 * @param name as typed
 * @param summary one line for the overview
 * @param options its own options
 * @param type the class that does the work
 */
record CommandSpec(String name, String summary, Options options, Class<? extends Command> type) {
  /** A required option with a value. */
  static Option required(String name, String value, String description) {
    return Option.builder()
        .longOpt(name)
        .hasArg()
        .argName(value)
        .required()
        .desc(description)
        .get();
  }

  /** An option with a value. */
  static Option optional(String name, String value, String description) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(description).get();
  }

  /** An option without a value. */
  static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).get();
  }

  /** Options of a command. */
  static Options options(Option... options) {
    Options all = new Options();
    for (Option option : options) {
      all.addOption(option);
    }
    return all;
  }
}
