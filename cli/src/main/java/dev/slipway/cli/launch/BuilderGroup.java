package dev.slipway.cli.launch;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import dev.slipway.cli.command.build.BuildCommand;
import dev.slipway.cli.command.cache.CachePruneCommand;
import dev.slipway.cli.command.cache.CacheUsageCommand;
import dev.slipway.cli.command.history.HistoryGroup;
import dev.slipway.cli.command.registry.ImagetoolsGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway builder build` and `slipway buildx build`, for fingers and scripts that write them.
final class BuilderGroup implements CommandGroup {
  private final String name;

  BuilderGroup(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return name.equals("buildx") ? "The same as builder" : "Manage builds";
  }

  @Override
  public List<String> verbs() {
    return List.of("build", "du", "prune");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "build", "b" -> new BuildCommand();
      case "du" -> new CacheUsageCommand();
      case "prune" -> new CachePruneCommand();
      default -> null;
    };
  }

  @Override
  public List<String> nouns() {
    return List.of("history", "imagetools");
  }

  @Override
  public @Nullable CommandGroup group(String noun) {
    return switch (noun) {
      case "history" -> new HistoryGroup(name);
      case "imagetools" -> new ImagetoolsGroup(name);
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "create", "use", "ls", "inspect", "rm", "stop", "dial-stdio" ->
          "there is one builder and no daemon to manage";
      case "bake" -> "run 'slipway build' once for each target";
      default -> null;
    };
  }
}
