package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `slipway stop`
final class StopCommand implements Command {
  static final Option SIGNAL = Option.text("signal", 's', "Signal to send to the container");
  static final Option TIMEOUT =
      Option.integer("timeout", 't', "Seconds to wait before killing the container");
  private static final Option TIME =
      Option.integer("time", "Seconds to wait before killing the container").asHidden();
  private static final long ENDLESS_SECONDS = 1L << 31;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container stop", "stop"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Stop one or more running containers",
            Arity.atLeast(1))
        .withOptions(SIGNAL, TIMEOUT, TIME)
        .withDetails(
            "The container's stop signal (TERM unless it was made with another) goes to its first"
                + " process,\nwhich is killed if it has not ended when the time is over: 10 seconds"
                + " unless said otherwise, -1 for ever.")
        .withExamples(new Example("stop -t 30 web", "give web half a minute"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Optional<Duration> grace = grace(invocation.options());
    Optional<Integer> signal = signal(invocation.options());
    return EachContainer.run(
        invocation, (containers, container, _) -> containers.stop(container, signal, grace));
  }

  static Optional<Integer> signal(ParsedOptions options) {
    return options.optionalText(SIGNAL).map(SignalOption::number);
  }

  /// Empty where the container's own counts.
  static Optional<Duration> grace(ParsedOptions options) {
    Option given = options.isSet(TIME) ? TIME : TIMEOUT;
    if (!options.isSet(given)) {
      return Optional.empty();
    }
    long seconds = options.integer(given);
    return Optional.of(
        Duration.ofSeconds(seconds < 0 ? ENDLESS_SECONDS : Math.min(seconds, ENDLESS_SECONDS)));
  }
}
