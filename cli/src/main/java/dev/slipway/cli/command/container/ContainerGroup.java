package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway container ...`; most verbs are top-level commands as well.
public final class ContainerGroup implements CommandGroup {
  @Override
  public String name() {
    return "container";
  }

  @Override
  public String summary() {
    return "Manage containers";
  }

  @Override
  public List<String> verbs() {
    return List.of();
  }

  @Override
  public @Nullable Command find(String verb) {
    return null;
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "attach",
          "commit",
          "cp",
          "create",
          "diff",
          "exec",
          "export",
          "inspect",
          "kill",
          "logs",
          "ls",
          "list",
          "ps",
          "pause",
          "port",
          "prune",
          "rename",
          "restart",
          "rm",
          "remove",
          "run",
          "start",
          "stats",
          "stop",
          "top",
          "unpause",
          "update",
          "wait" ->
          "a later release brings it";
      default -> null;
    };
  }
}
