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
    return List.of("info");
  }

  @Override
  public @Nullable Command find(String verb) {
    return verb.equals("info") ? new InfoCommand() : null;
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "df", "events", "dial-stdio" -> "a later release may bring it";
      case "prune" -> "a later release brings it; use 'slipway image prune'";
      default -> null;
    };
  }
}
