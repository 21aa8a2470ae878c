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
        "attach", "commit", "cp", "create", "diff", "exec", "export", "inspect", "kill", "logs",
        "ls", "pause", "port", "prune", "rename", "restart", "rm", "run", "start", "stats", "stop",
        "top", "unpause", "update", "wait");
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "attach" -> new AttachCommand();
      case "cleanup" -> new CleanupCommand();
      case "commit" -> new CommitCommand();
      case "cp" -> new CopyCommand();
      case "create" -> new CreateCommand();
      case "diff" -> new DiffCommand();
      case "exec" -> new ExecCommand();
      case "export" -> new ExportCommand();
      case "health" -> new HealthCommand();
      case "inspect" -> new ContainerInspectCommand();
      case "kill" -> new KillCommand();
      case "logkeeper" -> new LogKeeperCommand();
      case "logs" -> new LogsCommand();
      case "ls", "list", "ps" -> new ContainerListCommand();
      case "nameserver" -> new NameServerCommand();
      case "pause" -> new PauseCommand();
      case "port" -> new PortCommand();
      case "prune" -> new ContainerPruneCommand();
      case "rename" -> new RenameCommand();
      case "restart" -> new RestartCommand();
      case "rm", "remove" -> new RemoveCommand();
      case "run" -> new RunCommand();
      case "start" -> new StartCommand();
      case "stats" -> new StatsCommand();
      case "stop" -> new StopCommand();
      case "top" -> new TopCommand();
      case "unpause" -> new UnpauseCommand();
      case "update" -> new UpdateCommand();
      case "wait" -> new WaitCommand();
      default -> null;
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return null;
  }
}
