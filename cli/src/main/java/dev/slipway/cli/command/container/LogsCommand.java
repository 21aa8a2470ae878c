package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.container.Containers;
import dev.slipway.engine.vocabulary.PointInTime;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.LogLine;
import dev.slipway.runtime.run.LogQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway logs`
final class LogsCommand implements Command {
  private static final Option FOLLOW = Option.flag("follow", 'f', "Follow log output");
  private static final Option TAIL =
      Option.text("tail", 'n', "Number of lines to show from the end of the logs")
          .defaultsTo("all");
  private static final Option TIMESTAMPS = Option.flag("timestamps", 't', "Show timestamps");
  private static final Option SINCE =
      Option.text(
          "since",
          "Show logs since timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\""
              + " for 42 minutes)");
  private static final Option UNTIL =
      Option.text(
          "until",
          "Show logs before a timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\""
              + " for 42 minutes)");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container logs", "logs"),
            "[OPTIONS] CONTAINER",
            "Fetch the logs of a container",
            Arity.exactly(1))
        .withOptions(FOLLOW, SINCE, TAIL, TIMESTAMPS, UNTIL)
        .withNotYet(NotYet.option("details", "a log here carries no further attributes"))
        .withExamples(new Example("logs -f --tail 10 web", "the last ten lines, and what follows"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    LogQuery query =
        new LogQuery(
            tail(options.text(TAIL)),
            time(options, SINCE),
            time(options, UNTIL),
            options.flag(FOLLOW));
    boolean timestamps = options.flag(TIMESTAMPS);
    Console console = invocation.console();
    return Refusals.<InterruptedException>asFailure(
        console,
        () -> {
          Containers containers = invocation.slipway().containers();
          Container container = containers.find(invocation.argument(0));
          containers.logs(container, query, new Printer(console, timestamps)::print);
          return 0;
        });
  }

  private static long tail(String text) {
    if (text.equals("all")) {
      return -1;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      // Docker takes any other word for "all".
      throw new CommandException(
          "invalid value for --tail: " + text, "remedy: give a number of lines, or all");
    }
  }

  private static @Nullable Instant time(ParsedOptions options, Option option) {
    return options.optionalText(option).map(PointInTime::parse).orElse(null);
  }

  /// Each stream to its own; a line that conmon wrote in pieces is one line again.
  private static final class Printer {
    private final Console console;
    private final boolean timestamps;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private boolean insideLine;

    Printer(Console console, boolean timestamps) {
      this.console = console;
      this.timestamps = timestamps;
    }

    void print(LogLine line) {
      record.reset();
      try {
        if (timestamps && !insideLine) {
          record.write((utc(line.time()) + " ").getBytes(StandardCharsets.US_ASCII));
        }
        line.writeTo(record);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      if (line.whole()) {
        record.write('\n');
      }
      insideLine = !line.whole();
      TextOutput stream = line.error() ? console.err() : console.out();
      stream.write(record.toByteArray(), 0, record.size());
    }

    private static String utc(String time) {
      return time.endsWith("+00:00") ? time.substring(0, time.length() - 6) + "Z" : time;
    }
  }
}
