package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import dev.slipway.cli.command.build.BuildCommand;
import dev.slipway.cli.command.registry.ImageCopyCommand;
import dev.slipway.cli.command.registry.ImageTagsCommand;
import dev.slipway.cli.command.registry.PullCommand;
import dev.slipway.cli.command.registry.PushCommand;
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
    return List.of(
        "build",
        "copy",
        "history",
        "import",
        "inspect",
        "load",
        "ls",
        "prune",
        "pull",
        "push",
        "referrers",
        "rm",
        "save",
        "tag",
        "tags",
        "tree");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "build" -> new BuildCommand();
      case "copy" -> new ImageCopyCommand();
      case "history" -> new HistoryCommand();
      case "import" -> new ImportCommand();
      case "inspect" -> new ImageInspectCommand();
      case "load" -> new LoadCommand();
      case "ls", "list" -> new ImageListCommand();
      case "prune" -> new ImagePruneCommand();
      case "pull" -> new PullCommand();
      case "push" -> new PushCommand();
      case "referrers" -> new ImageReferrersCommand();
      case "rm", "remove" -> new ImageRemoveCommand();
      case "save" -> new SaveCommand();
      case "tag" -> new TagCommand();
      case "tags" -> new ImageTagsCommand();
      case "tree" -> new ImageTreeCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return null;
  }
}
