package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway image ...`
public final class ImageGroup implements CommandGroup {
  @Override
  public String name() {
    return "image";
  }

  @Override
  public String summary() {
    return "Manage images";
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
      case "pull", "push" -> "carry images as archives with 'slipway load' and 'slipway save'";
      default -> null;
    };
  }
}
