package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway buildx imagetools ...`
public final class ImagetoolsGroup implements CommandGroup {
  private final String builder;

  /// @param builder the noun above, `builder` or `buildx`
  public ImagetoolsGroup(String builder) {
    this.builder = builder;
  }

  @Override
  public String name() {
    return builder + " imagetools";
  }

  @Override
  public String summary() {
    return "Commands to work on images in registry";
  }

  @Override
  public List<String> verbs() {
    return List.of("create", "inspect");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "create" -> new ImagetoolsCreateCommand();
      case "inspect" -> new ImagetoolsInspectCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return null;
  }
}
