package dev.slipway.cli.command.volume;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway volume ...`
public final class VolumeGroup implements CommandGroup {
  @Override
  public String name() {
    return "volume";
  }

  @Override
  public String summary() {
    return "Manage volumes";
  }

  @Override
  public List<String> verbs() {
    return List.of("create", "inspect", "ls", "prune", "rm");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "create" -> new VolumeCreateCommand();
      case "inspect" -> new VolumeInspectCommand();
      case "ls", "list" -> new VolumeListCommand();
      case "prune" -> new VolumePruneCommand();
      case "rm", "remove" -> new VolumeRemoveCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return verb.equals("update") ? "it is for clusters, which Slipway does not make" : null;
  }
}
