package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildHistory;
import dev.slipway.builder.history.BuildRecord;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.progress.BuildProgress;
import dev.slipway.cli.progress.ProgressKind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// `slipway buildx history logs [REF]`: a build's progress once more, whole.
final class HistoryLogsCommand implements Command {
  private static final Option PROGRESS =
      Option.text("progress", "Set type of progress output (plain, rawjson, tty)")
          .defaultsTo("plain");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("buildx history logs", "builder history logs"),
            "[OPTIONS] [REF]",
            "Print the logs of a build record",
            Arity.between(0, 1))
        .withOptions(PROGRESS)
        .withExamples(
            new Example("buildx history logs", "of the last build"),
            new Example("buildx history logs --progress rawjson ^1", "of the one before, as JSON"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    ProgressKind kind = ProgressKind.parse(invocation.options().text(PROGRESS));
    BuildHistory history = invocation.slipway().buildHistory();
    BuildRecord record =
        history.find(invocation.arguments().isEmpty() ? "" : invocation.argument(0));
    Instant[] now = {record.startedAt()};
    try (BuildProgress progress = kind.again(console, () -> now[0])) {
      history.replay(
          record,
          (event, at) -> {
            now[0] = at;
            progress.on(event);
          });
    }
    String ending =
        switch (record.status()) {
          case COMPLETED, RUNNING -> "";
          case ERROR -> "ERROR: " + record.outcome().error();
          case CANCELED -> "ERROR: the build was canceled";
          case KILLED -> "ERROR: the build was killed: it did not say how it ended";
        };
    if (!ending.isEmpty() && kind != ProgressKind.RAW_JSON) {
      console.err().println("\n" + dev.slipway.cli.render.SafeText.ofLines(ending));
    }
    return 0;
  }
}
