package dev.slipway.cli.command.context;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway context ...`. Docker's contexts name daemons; here there is none, and a context is what
/// a build reads.
public final class ContextGroup implements CommandGroup {
  @Override
  public String name() {
    return "context";
  }

  @Override
  public String summary() {
    return "Show what builds read";
  }

  @Override
  public List<String> verbs() {
    return List.of("ls");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "ls", "list" -> new ContextListCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "create", "export", "import", "inspect", "rm", "show", "update", "use" ->
          "Docker's contexts name daemons, and there is none";
      default -> null;
    };
  }
}
