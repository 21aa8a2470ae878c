package dev.slipway.cli.command.container;

import dev.slipway.cli.render.HumanDuration;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerState;
import dev.slipway.runtime.run.Health;
import java.time.Duration;
import java.time.Instant;

/// `Up 3 seconds`, `Exited (0) 2 minutes ago`, `Created`.
final class StatusColumn {
  private static final int UNKNOWN_EXIT = 255;

  private StatusColumn() {}

  static String of(Container container, Instant now) {
    String text = of(container.state(), now);
    Health health = container.health();
    if (health == null) {
      return text;
    }
    return switch (health.status()) {
      case STARTING -> text + " (health: starting)";
      case HEALTHY, UNHEALTHY -> text + " (" + health.status().word() + ")";
    };
  }

  static String of(ContainerState state, Instant now) {
    return switch (state) {
      case ContainerState.Created _ -> "Created";
      case ContainerState.Running running ->
          "Up "
              + HumanDuration.of(Duration.between(running.since(), now))
              + (running.paused() ? " (Paused)" : "");
      case ContainerState.Restarting(var code, var at) -> {
        String text = "Restarting (" + code.orElse(UNKNOWN_EXIT) + ")";
        yield at == null ? text : text + " " + HumanDuration.ago(at, now);
      }
      case ContainerState.Exited(var code, var at, _) -> {
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
