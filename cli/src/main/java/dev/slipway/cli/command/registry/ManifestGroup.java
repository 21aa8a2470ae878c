package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway manifest ...`
public final class ManifestGroup implements CommandGroup {
  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public String summary() {
    return "Look at image manifests and manifest lists";
  }

  @Override
  public List<String> verbs() {
    return List.of("inspect");
  }

  @Override
  public @Nullable Command find(String verb) {
    return verb.equals("inspect") ? new ManifestInspectCommand() : null;
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "create", "annotate", "push", "rm" ->
          "make one name of several images with 'slipway buildx imagetools create'";
      default -> null;
    };
  }
}
