package org.vae4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingOptionException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.vae4j.Version;
import org.vae4j.error.NearestName;
import org.vae4j.error.VaeException;

/**
 * The command line. Exit status: 0 done, 1 failed, 2 wrong usage. {@code --version} and {@code
 * --help} are answered before anything is wired, without loading Guice.
 */
public final class Main {
  /** All commands, in the order of the overview. */
  static final List<CommandSpec> COMMANDS =
      List.of(
          QuickstartCommand.SPEC,
          TrainCommand.SPEC,
          EvaluateCommand.SPEC,
          EncodeCommand.SPEC,
          ReconstructCommand.SPEC,
          GenerateCommand.SPEC,
          InterpolateCommand.SPEC,
          TraverseCommand.SPEC,
          InspectCommand.SPEC,
          DataCommand.SPEC,
          BackendsCommand.SPEC,
          ComponentsCommand.SPEC);

  /** The options of every command. */
  private static final List<Option> COMMON =
      List.of(
          CommandSpec.optional(
              "backend",
              "ID",
              "what computes: java, djl, nd4j or a plug-in's (default: the best there is)"),
          CommandSpec.optional(
              "device", "auto|cpu|gpu[:N]", "where the backend computes (default: auto)"),
          CommandSpec.optional(
              "threads", "N", "how many threads compute (default: the backend's choice)"),
          CommandSpec.optional(
              "precision", "float32|strict|float64|bf16", "the arithmetic (default: float32)"),
          CommandSpec.flag("json", "print the result as one JSON object"),
          CommandSpec.flag("quiet", "print no progress"),
          CommandSpec.flag("debug", "print the stack trace of a failure"),
          CommandSpec.flag("help", "print this"),
          CommandSpec.flag("version", "print the version"));

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs a command and exits with its status. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Runs a command and returns its status. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    return new Main(out, err).run(Arrays.asList(args));
  }

  private int run(List<String> args) {
    boolean debug = args.contains("--debug");
    try {
      dispatch(args);
      out.flush();
      return 0;
    } catch (UsageException e) {
      return failed(e, message(e), debug, 2);
    } catch (VaeException | IOException | IllegalArgumentException | IllegalStateException e) {
      return failed(e, message(e), debug, 1);
    } catch (OutOfMemoryError e) {
      String message =
          "out of memory; give the virtual machine more, as in VAE_JAVA_OPTS=-Xmx8g, or a smaller"
              + " --batch-size";
      return failed(e, message, debug, 1);
    } catch (LinkageError e) {
      String message =
          "cannot link a class: expected jars that fit together, got "
              + e
              + "; use each plug-in's jar for this version of vae4j with all that it depends on"
              + " (docs/troubleshooting.md#broken-plug-in)";
      return failed(e, message, debug, 1);
    } catch (RuntimeException e) {
      return failed(
          e,
          "unexpected failure: " + e + "; please report it with the output of --debug",
          debug,
          1);
    }
  }

  private static String message(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }

  private int failed(Throwable failure, String message, boolean debug, int status) {
    err.println("vae: " + message);
    if (debug) {
      failure.printStackTrace(err);
    }
    return status;
  }

  private void dispatch(List<String> args) throws IOException {
    int at = commandIndex(args);
    if (at < args.size()) {
      List<String> options = new ArrayList<>(args);
      String name = options.remove(at);
      if (name.equals("help")) {
        Help.overview(COMMANDS, out);
      } else {
        run(find(name), options);
      }
    } else if (args.contains("--version")) {
      printVersion();
    } else if (args.contains("--help")) {
      Help.overview(COMMANDS, out);
    } else {
      throw new UsageException("expected a command, got none; vae --help lists them");
    }
  }

  /** The place of the first word that is neither an option nor the value of a common one. */
  private static int commandIndex(List<String> args) {
    int at = 0;
    while (at < args.size() && args.get(at).startsWith("-")) {
      String option = args.get(at);
      boolean takesNext =
          COMMON.stream().anyMatch(o -> o.hasArg() && option.equals("--" + o.getLongOpt()));
      at += takesNext ? 2 : 1;
    }
    return Math.min(at, args.size());
  }

  private void run(CommandSpec spec, List<String> options) throws IOException {
    if (options.contains("--help")) {
      Help.command(spec, COMMON, out);
    } else if (options.contains("--version")) {
      printVersion();
    } else {
      execute(spec, options);
    }
  }

  private void printVersion() {
    out.println("vae4j " + Version.current());
  }

  private static CommandSpec find(String name) {
    List<String> names = COMMANDS.stream().map(CommandSpec::name).toList();
    return COMMANDS.stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "unknown command '"
                        + name
                        + "'"
                        + NearestName.hint(name, names)
                        + "; expected one of "
                        + String.join(", ", names)));
  }

  private void execute(CommandSpec spec, List<String> args) throws IOException {
    Arguments arguments = new Arguments(parse(spec, args));
    Console console = new Console(out, err, arguments.has("json"), arguments.has("quiet"));
    CliModule.run(spec.type(), arguments, console);
  }

  private static void requireOnce(CommandSpec spec, CommandLine line) {
    for (Option option : line.getOptions()) {
      String name = option.getLongOpt();
      boolean repeated = option.hasArg() && line.getOptionValues(name).length > 1;
      if (repeated && !name.equals(TrainCommand.REPEATABLE)) {
        throw new UsageException(
            "vae " + spec.name() + ": --" + name + " is given more than once; give it once");
      }
    }
  }

  private static CommandLine parse(CommandSpec spec, List<String> args) {
    Options options = new Options();
    spec.options().getOptions().forEach(options::addOption);
    COMMON.forEach(options::addOption);
    try {
      DefaultParser parser = DefaultParser.builder().setAllowPartialMatching(false).get();
      CommandLine line = parser.parse(options, args.toArray(String[]::new));
      if (!line.getArgList().isEmpty()) {
        throw new UsageException(
            "vae "
                + spec.name()
                + ": expected options only, got '"
                + line.getArgList().get(0)
                + "'; vae "
                + spec.name()
                + " --help lists them");
      }
      requireOnce(spec, line);
      return line;
    } catch (UnrecognizedOptionException e) {
      String name = e.getOption().replaceAll("^-+", "").replaceAll("=.*", "");
      List<String> names = options.getOptions().stream().map(Option::getLongOpt).toList();
      throw new UsageException(
          "vae "
              + spec.name()
              + ": unknown option '"
              + e.getOption()
              + "'"
              + NearestName.hint(name, names)
              + "; vae "
              + spec.name()
              + " --help lists them");
    } catch (MissingOptionException e) {
      List<?> missing = e.getMissingOptions();
      throw new UsageException(
          "vae "
              + spec.name()
              + ": expected --"
              + missing.get(0)
              + ", got none; vae "
              + spec.name()
              + " --help tells more");
    } catch (ParseException e) {
      throw new UsageException("vae " + spec.name() + ": " + e.getMessage());
    }
  }
}
