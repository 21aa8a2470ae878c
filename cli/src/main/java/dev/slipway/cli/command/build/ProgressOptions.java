package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildInsight;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.progress.ProgressKind;

/// What a build says while it goes: `--progress`, `--quiet`, `--debug` and `--explain`.
final class ProgressOptions {
  private static final Option DEBUG =
      Option.flag("debug", 'D', "Show warnings in full, and where an error comes from");
  private static final Option DEBUG_ON_FAILURE =
      Option.flag("debug-on-failure", "Open a shell where a RUN fails (see 'slipway debug')");
  private static final Option RESUME =
      Option.flag("resume", "Begin the RUN that failed before with the files that it left");
  private static final Option EXPLAIN =
      Option.flag("explain", "Say why each step that runs was not in the cache");
  private static final Option PROGRESS =
      Option.text(
              "progress",
              "Set type of progress output (\"auto\", \"none\", \"plain\", \"quiet\", \"rawjson\","
                  + " \"tty\"). Use plain to show container output")
          .defaultsTo("auto");
  private static final Option QUIET =
      Option.flag("quiet", 'q', "Suppress the build output and print image ID on success");

  static final OptionGroup GROUP =
      OptionGroup.of(DEBUG, DEBUG_ON_FAILURE, EXPLAIN, PROGRESS, QUIET, RESUME);

  private ProgressOptions() {}

  static boolean debug(ParsedOptions options) {
    return options.flag(DEBUG);
  }

  static BuildInsight insight(ParsedOptions options) {
    return BuildInsight.NONE
        .withExplain(options.flag(EXPLAIN))
        .withResume(options.flag(RESUME))
        .withProvenance(OutputOptions.wantsProvenance(options));
  }

  static boolean debugsFailures(ParsedOptions options) {
    return options.flag(DEBUG_ON_FAILURE);
  }

  static ProgressKind kind(ParsedOptions options) {
    if (options.flag(QUIET)) {
      return ProgressKind.QUIET;
    }
    String environment = CallerEnvironment.get("BUILDKIT_PROGRESS");
    if (environment == null || options.isSet(PROGRESS)) {
      return ProgressKind.parse(options.text(PROGRESS));
    }
    return ProgressKind.parse(environment);
  }
}
