package dev.slipway.cli.command.history;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway buildx history`: what is kept of builds. `slipway history` is about an image.
public final class HistoryGroup implements CommandGroup {
  private final String parent;

  /// @param parent the noun that it was called through, `buildx` or `builder`
  public HistoryGroup(String parent) {
    this.parent = parent;
  }

  @Override
  public String name() {
    return parent + " history";
  }

  @Override
  public String summary() {
    return "Commands to work on build records";
  }

  @Override
  public List<String> verbs() {
    return List.of("inspect", "logs", "ls", "rm", "trace");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "inspect" -> new HistoryInspectCommand();
      case "logs" -> new HistoryLogsCommand();
      case "ls" -> new HistoryListCommand();
      case "rm" -> new HistoryRemoveCommand();
      case "trace" -> new HistoryTraceCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "open" -> "there is no desktop; 'slipway " + name() + " trace -o FILE' writes a page";
      case "import", "export" -> "records stay where they were made; 'logs' and 'trace' print them";
      default -> null;
    };
  }
}
