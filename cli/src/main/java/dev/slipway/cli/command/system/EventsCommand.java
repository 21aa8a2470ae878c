package dev.slipway.cli.command.system;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.vocabulary.PointInTime;
import dev.slipway.runtime.run.Event;
import dev.slipway.runtime.run.EventLog;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// `slipway events`
public final class EventsCommand implements Command {
  private static final Option FILTER =
      Option.filter('f', "Filter output based on conditions provided");
  private static final Option FORMAT =
      Option.text("format", "Format output using a custom template: 'json' or a Go template");
  private static final Option SINCE =
      Option.text("since", "Show all events created since timestamp");
  private static final Option UNTIL = Option.text("until", "Stream events until this timestamp");
  private static final long PAUSE_MILLIS = 100;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("system events", "events"),
            "[OPTIONS]",
            "Get real time events of containers",
            Arity.NONE)
        .withOptions(FILTER, FORMAT, SINCE, UNTIL)
        .withExamples(
            new Example("events --since 1h --until 0s --filter event=die", "what ended lately"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    Instant begun = Instant.now();
    Instant since = options.isSet(SINCE) ? PointInTime.parse(options.text(SINCE)) : begun;
    Instant until = options.isSet(UNTIL) ? PointInTime.parse(options.text(UNTIL)) : null;
    var filter = new EventFilter(options.list(FILTER));
    var line = new EventLine(options.text(FORMAT));
    EventLog.Cursor cursor = invocation.slipway().containerMonitor().events();
    while (true) {
      boolean last = until != null && !Instant.now().isBefore(until);
      for (Event event : cursor.next()) {
        boolean inTime =
            !event.time().isBefore(since) && (until == null || !event.time().isAfter(until));
        if (inTime && filter.accepts(event)) {
          console.out().println(line.of(event));
        }
      }
      console.flush();
      if (last) {
        return 0;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
