package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway container ...`; most verbs are top-level commands as well.
public final class ContainerGroup implements CommandGroup {
  @Override
  public String name() {
    return "container";
  }

  @Override
  public String summary() {
    return "Manage containers";
  }

  @Override
  public List<String> verbs() {
    return List.of(
        "attach", "create", "exec", "inspect", "kill", "logs", "ls", "port", "prune", "rename",
        "restart", "rm", "run", "start", "stop", "wait");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "attach" -> new AttachCommand();
      case "cleanup" -> new CleanupCommand();
      case "create" -> new CreateCommand();
      case "exec" -> new ExecCommand();
      case "inspect" -> new ContainerInspectCommand();
      case "kill" -> new KillCommand();
      case "logs" -> new LogsCommand();
      case "ls", "list", "ps" -> new ContainerListCommand();
      case "port" -> new PortCommand();
      case "prune" -> new ContainerPruneCommand();
      case "rename" -> new RenameCommand();
      case "restart" -> new RestartCommand();
      case "rm", "remove" -> new RemoveCommand();
      case "run" -> new RunCommand();
      case "start" -> new StartCommand();
      case "stop" -> new StopCommand();
      case "wait" -> new WaitCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "commit", "cp", "diff", "export" -> "a later release brings it";
      case "pause", "stats", "top", "unpause", "update" -> "a later release brings it";
      default -> null;
    };
  }
}
