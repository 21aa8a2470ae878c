package dev.slipway.cli.command.network;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway network ...`
public final class NetworkGroup implements CommandGroup {
  @Override
  public String name() {
    return "network";
  }

  @Override
  public String summary() {
    return "Manage networks";
  }

  @Override
  public List<String> verbs() {
    return List.of("connect", "create", "disconnect", "inspect", "ls", "prune", "rm");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "connect" -> new NetworkConnectCommand();
      case "disconnect" -> new NetworkDisconnectCommand();
      case "create" -> new NetworkCreateCommand();
      case "inspect" -> new NetworkInspectCommand();
      case "ls", "list" -> new NetworkListCommand();
      case "prune" -> new NetworkPruneCommand();
      case "rm", "remove" -> new NetworkRemoveCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return null;
  }
}
