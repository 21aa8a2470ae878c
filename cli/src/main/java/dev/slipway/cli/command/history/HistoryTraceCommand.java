package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildRecord;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.trace.BuildTrace;
import dev.slipway.cli.trace.TracePage;
import dev.slipway.cli.trace.TraceText;
import dev.slipway.engine.Slipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `slipway buildx history trace [REF]`: when each step ran, and for how long.
final class HistoryTraceCommand implements Command {
  private static final Option FORMAT =
      Option.text("format", "Set the form of the timeline (\"text\", \"html\")");
  private static final Option OUTPUT =
      Option.text("output", 'o', "Write to a file; an HTML page unless --format says otherwise")
          .valueName("file");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("buildx history trace", "builder history trace"),
            "[OPTIONS] [REF]",
            "Show the timeline of a build record",
            Arity.between(0, 1))
        .withOptions(FORMAT, OUTPUT)
        .withNotYet(
            NotYet.option("addr", "nothing is served; -o FILE writes a page"),
            NotYet.option("compare", "write a page of each with -o FILE"))
        .withExamples(
            new Example("buildx history trace", "the last build, as text"),
            new Example("buildx history trace -o build.html ^1", "the one before, as a page"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Slipway slipway = invocation.slipway();
    String ref = invocation.arguments().isEmpty() ? "" : invocation.argument(0);
    boolean page = isPage(options);
    BuildRecord record = slipway.buildHistory().find(ref);
    BuildTrace trace =
        BuildTrace.of(
            slipway.buildHistory(),
            record,
            slipway.images().layerSizes(record.outcome().imageId()));
    String text = page ? TracePage.of(trace) : TraceText.of(trace);
    if (options.isSet(OUTPUT)) {
      Files.writeString(Path.of(options.text(OUTPUT)), text);
    } else {
      invocation.console().out().print(text);
    }
    return 0;
  }

  private static boolean isPage(ParsedOptions options) {
    if (!options.isSet(FORMAT)) {
      return options.isSet(OUTPUT);
    }
    String format = options.text(FORMAT);
    return switch (format) {
      case "html" -> true;
      case "text" -> false;
      default -> throw new CommandException("ERROR: invalid format " + format, "Use text or html");
    };
  }
}
