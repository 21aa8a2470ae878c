package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway dockerfile ...`
public final class DockerfileGroup implements CommandGroup {
  @Override
  public String name() {
    return "dockerfile";
  }

  @Override
  public String summary() {
    return "Format, draw and take apart Dockerfiles";
  }

  @Override
  public List<String> verbs() {
    return List.of("expand", "fmt", "graph", "match", "parse");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "expand" -> new ExpandCommand();
      case "fmt" -> new FormatCommand();
      case "graph" -> new GraphCommand();
      case "match" -> new MatchCommand();
      case "parse" -> new ParseCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return null; // Docker has no such noun.
  }
}
