package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway registry ...`
public final class RegistryGroup implements CommandGroup {
  @Override
  public String name() {
    return "registry";
  }

  @Override
  public String summary() {
    return "Look at registries";
  }

  @Override
  public List<String> verbs() {
    return List.of("check");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "check" -> new RegistryCheckCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return null;
  }
}
