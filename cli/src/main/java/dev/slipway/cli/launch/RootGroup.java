package dev.slipway.cli.launch;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import dev.slipway.cli.command.build.DebugCommand;
import dev.slipway.cli.command.build.LockCommand;
import dev.slipway.cli.command.compat.CompatCommand;
import dev.slipway.cli.command.container.ContainerGroup;
import dev.slipway.cli.command.context.ContextGroup;
import dev.slipway.cli.command.dockerfile.DockerfileGroup;
import dev.slipway.cli.command.image.ImageGroup;
import dev.slipway.cli.command.improve.ImproveCommand;
import dev.slipway.cli.command.improve.InitCommand;
import dev.slipway.cli.command.lint.LintCommand;
import dev.slipway.cli.command.network.NetworkGroup;
import dev.slipway.cli.command.registry.LoginCommand;
import dev.slipway.cli.command.registry.LogoutCommand;
import dev.slipway.cli.command.registry.ManifestGroup;
import dev.slipway.cli.command.registry.RegistryGroup;
import dev.slipway.cli.command.system.EventsCommand;
import dev.slipway.cli.command.system.InfoCommand;
import dev.slipway.cli.command.system.InspectCommand;
import dev.slipway.cli.command.system.SystemGroup;
import dev.slipway.cli.command.system.VersionCommand;
import dev.slipway.cli.command.volume.VolumeGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway COMMAND`: the top-level commands, most of them short names for a noun's verb.
final class RootGroup implements CommandGroup {
  /// What Docker's help shows first.
  static final List<String> COMMON =
      List.of(
          "run", "exec", "ps", "build", "pull", "push", "images", "login", "logout", "version",
          "info");

  private static final List<String> OTHERS =
      List.of(
          "attach", "commit", "compat", "cp", "create", "debug", "diff", "events", "export",
          "history", "import", "improve", "init", "inspect", "kill", "lint", "load", "lock", "logs",
          "pause", "port", "rename", "restart", "rm", "rmi", "save", "start", "stats", "stop",
          "tag", "top", "unpause", "update", "wait");

  @Override
  public String name() {
    return "";
  }

  @Override
  public String summary() {
    return "Builds lean images from Dockerfiles and runs them, without a daemon";
  }

  @Override
  public List<String> verbs() {
    var verbs = new ArrayList<String>();
    verbs.addAll(present(COMMON));
    verbs.addAll(present(OTHERS));
    return verbs;
  }

  List<String> present(List<String> names) {
    var present = new ArrayList<String>();
    for (String name : names) {
      if (find(name) != null) {
        present.add(name);
      }
    }
    return present;
  }

  List<String> common() {
    return present(COMMON);
  }

  List<String> others() {
    return present(OTHERS);
  }

  @Override
  public List<String> nouns() {
    return List.of(
        "builder",
        "container",
        "context",
        "dockerfile",
        "image",
        "manifest",
        "network",
        "registry",
        "system",
        "volume");
  }

  @Override
  public @Nullable CommandGroup group(String noun) {
    return noun(noun);
  }

  @Nullable CommandGroup noun(String name) {
    return switch (name) {
      case "builder", "buildx" -> new BuilderGroup(name);
      case "container" -> new ContainerGroup();
      case "context" -> new ContextGroup();
      case "dockerfile" -> new DockerfileGroup();
      case "image" -> new ImageGroup();
      case "manifest" -> new ManifestGroup();
      case "network" -> new NetworkGroup();
      case "registry" -> new RegistryGroup();
      case "system" -> new SystemGroup();
      case "volume" -> new VolumeGroup();
      default -> null;
    };
  }

  @Override
  public @Nullable Command find(String verb) {
    return switch (verb) {
      case "images" -> new ImageGroup().find("ls");
      case "rmi" -> new ImageGroup().find("rm");
      case "history", "import", "load", "pull", "push", "save", "tag", "build" ->
          new ImageGroup().find(verb);
      case "debug" -> new DebugCommand();
      case "events" -> new EventsCommand();
      case "info" -> new InfoCommand();
      case "lock" -> new LockCommand();
      case "inspect" -> new InspectCommand();
      case "login" -> new LoginCommand();
      case "logout" -> new LogoutCommand();
      case "version" -> new VersionCommand();
      case "lint" -> new LintCommand();
      case "compat" -> new CompatCommand();
      case "improve" -> new ImproveCommand();
      case "init" -> new InitCommand();
      case "ls", "list", "prune", "remove" -> null;
      default -> new ContainerGroup().find(verb);
    };
  }

  @Override
  public @Nullable String remedyForMissing(String verb) {
    return switch (verb) {
      case "search" -> "look on the registry's web site; 'slipway image tags' lists tags";
      case "bake" -> "run 'slipway build' once for each target";
      case "compose" ->
          "make a network ('slipway network create app') and run each service on it:"
              + " 'slipway run -d --network app --name db IMAGE'";
      case "plugin",
          "swarm",
          "trust",
          "checkpoint",
          "config",
          "node",
          "secret",
          "service",
          "stack" ->
          "a later release may bring it";
      case "ls", "list", "prune", "remove" -> null;
      default -> new ContainerGroup().remedyForMissing(verb);
    };
  }
}
