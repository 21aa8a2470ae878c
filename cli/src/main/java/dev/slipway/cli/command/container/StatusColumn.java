package dev.slipway.cli.command.container;

import dev.slipway.cli.render.HumanDuration;
import dev.slipway.runtime.run.ContainerState;
import java.time.Duration;
import java.time.Instant;

/// `Up 3 seconds`, `Exited (0) 2 minutes ago`, `Created`.
final class StatusColumn {
  private StatusColumn() {}

  static String of(ContainerState state, Instant now) {
    return switch (state) {
      case ContainerState.Created _ -> "Created";
      case ContainerState.Running running ->
          "Up " + HumanDuration.of(Duration.between(running.since(), now));
      case ContainerState.Exited(var code, var at) -> {
        String text =
            "Exited (" + (code.isPresent() ? Integer.toString(code.getAsInt()) : "unknown") + ")";
        yield at == null ? text : text + " " + HumanDuration.ago(at, now);
      }
    };
  }

  static String runningFor(Instant created, Instant now) {
    return HumanDuration.ago(created, now);
  }
}
