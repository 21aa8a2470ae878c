package dev.slipway.cli.command.system;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway system ...`
public final class SystemGroup implements CommandGroup {
  @Override
  public String name() {
    return "system";
  }

  @Override
  public String summary() {
    return "Manage Slipway";
  }

  @Override
  public List<String> verbs() {
    return List.of("check", "df", "events", "info", "prune", "start-all", "stop-all");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "check" -> new SystemCheckCommand();
      case "df" -> new DiskUsageCommand();
      case "events" -> new EventsCommand();
      case "info" -> new InfoCommand();
      case "prune" -> new SystemPruneCommand();
      case "start-all" -> new StartAllCommand();
      case "stop-all" -> new StopAllCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "dial-stdio" -> "a later release may bring it";
      default -> null;
    };
  }
}
