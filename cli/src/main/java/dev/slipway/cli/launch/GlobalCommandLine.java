package dev.slipway.cli.launch;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.GlobalOptions;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandLine;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionParser;
import dev.slipway.cli.grammar.ParsedOptions;
import java.util.List;

/// What stands before the command.
record GlobalCommandLine(GlobalOptions options, boolean version, boolean help, List<String> words) {
  static final Option ROOT =
      Option.text(
              "root",
              "Where images and containers are kept (default: SLIPWAY_ROOT, or"
                  + " /var/lib/slipway for root, or ~/.local/share/slipway)")
          .valueName("directory");
  static final Option ROOTFS =
      Option.text(
              "rootfs",
              "How layers become the roots of containers: mounted as they are (\"erofs\"), unpacked"
                  + " (\"directory\"), or as the machine allows (\"auto\")")
          .defaultsTo("auto");
  static final Option DEBUG = Option.flag("debug", 'D', "Show where an error comes from");
  static final Option VERSION = Option.flag("version", 'v', "Print version information and quit");

  private static final String NO_DAEMON = "there is no daemon to speak to; leave it out";

  static CommandSpec spec() {
    return CommandSpec.of(List.of(""), "[OPTIONS] COMMAND", "", Arity.atLeast(0))
        .withOptions(ROOT, ROOTFS, DEBUG, VERSION)
        .withNotYet(
            NotYet.option("host", 'H', NO_DAEMON),
            NotYet.option("context", 'c', NO_DAEMON),
            NotYet.option("tls", NO_DAEMON),
            NotYet.option("tlscacert", NO_DAEMON),
            NotYet.option("tlscert", NO_DAEMON),
            NotYet.option("tlskey", NO_DAEMON),
            NotYet.option("tlsverify", NO_DAEMON),
            NotYet.option("config", "it comes with registries, in a later release"),
            NotYet.option("log-level", 'l', "use --debug"))
        .stoppingAtFirstArgument();
  }

  static GlobalCommandLine parse(List<String> arguments) {
    if (!arguments.isEmpty() && !arguments.getFirst().startsWith("-")) {
      var none = new GlobalOptions(java.util.Optional.empty(), "", false);
      return new GlobalCommandLine(none, false, false, arguments);
    }
    CommandLine line = OptionParser.parse(spec(), arguments);
    ParsedOptions options = line.options();
    if (options.isSet(ROOT) && options.text(ROOT).isEmpty()) {
      throw CommandException.usage(
          "invalid argument \"\" for \"--root\" flag: it names no directory",
          "remedy: name one, or leave --root out");
    }
    String rootfs = options.isSet(ROOTFS) ? options.text(ROOTFS) : "";
    var globals = new GlobalOptions(options.optionalText(ROOT), rootfs, options.flag(DEBUG));
    return new GlobalCommandLine(globals, options.flag(VERSION), line.help(), line.arguments());
  }
}
