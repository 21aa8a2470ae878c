package dev.slipway.engine.image;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Env;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.Maintainer;
import dev.slipway.dockerfile.OnBuild;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Shell;
import dev.slipway.dockerfile.StopSignal;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.User;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.Volume;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.dockerfile.parse.DockerfileParser;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `--change`: instructions that alter an image's config and nothing else.
public final class ConfigChanges {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  private ConfigChanges() {}

  public static ContainerConfig apply(ContainerConfig config, List<String> changes) {
    ContainerConfig changed = config;
    for (String change : changes) {
      changed = apply(changed, change);
    }
    return changed;
  }

  private static ContainerConfig apply(ContainerConfig config, String change) {
    Dockerfile file;
    try {
      file = DockerfileParser.parse("--change", "FROM scratch\n" + change);
    } catch (DockerfileException mistake) {
      if (mistake.diagnostics().stream().anyMatch(each -> each.message().startsWith("unknown"))) {
        throw notAChange(change.strip().split("\\s", 2)[0]);
      }
      throw mistake;
    }
    if (file.stages().size() > 1) {
      throw notAChange("FROM");
    }
    List<Instruction> instructions = file.stages().getFirst().instructions();
    ContainerConfig changed = config;
    for (Instruction instruction : instructions) {
      changed = apply(changed, instruction);
    }
    return changed;
  }

  private static ContainerConfig apply(ContainerConfig config, Instruction instruction) {
    Variables variables = variables(config);
    return switch (instruction) {
      case Cmd(_, _, var command) -> config.withCmd(command.arguments(shell(config)));
      case Entrypoint(_, _, var command) -> config.withEntrypoint(command.arguments(shell(config)));
      case Env env -> environment(config, env, variables);
      case Expose expose -> expose(config, expose.ports(variables));
      case HealthCheck check -> config.withHealthCheck(healthCheck(check));
      case Label label -> labels(config, label, variables);
      case OnBuild onBuild ->
          config.withOnBuild(
              Stream.concat(config.onBuild().stream(), Stream.of(onBuild.trigger())).toList());
      case StopSignal(_, _, var signal) -> config.withStopSignal(signal.expand(variables));
      case User(_, _, var name) -> config.withUser(name.expand(variables));
      case Volume volume -> volumes(config, volume, variables);
      case Workdir(_, _, var path) -> workingDirectory(config, path.expand(variables));
      case Add _, Arg _, Copy _, From _, Maintainer _, Run _, Shell _ ->
          throw notAChange(instruction.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    };
  }

  private static ImageException notAChange(String keyword) {
    return new ImageException(
        keyword + " is not a valid change command",
        "known here: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER,"
            + " VOLUME, WORKDIR");
  }

  private static Variables variables(ContainerConfig config) {
    Variables variables = Variables.EMPTY;
    for (String assignment : config.env()) {
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        variables =
            variables.with(assignment.substring(0, equals), assignment.substring(equals + 1));
      }
    }
    return variables;
  }

  private static List<String> shell(ContainerConfig config) {
    List<String> shell = config.shell();
    return shell == null ? SHELL : shell;
  }

  private static ContainerConfig environment(ContainerConfig config, Env env, Variables variables) {
    ContainerConfig changed = config;
    for (Assignment each : env.assignments()) {
      changed = changed.withVariable(each.name().expand(variables), each.value().expand(variables));
    }
    return changed;
  }

  private static ContainerConfig expose(ContainerConfig config, List<String> ports) {
    var all = new TreeSet<>(config.exposedPorts());
    all.addAll(ports);
    return config.withExposedPorts(all);
  }

  private static ContainerConfig labels(ContainerConfig config, Label label, Variables variables) {
    var all = new TreeMap<>(config.labels());
    for (Assignment each : label.assignments()) {
      all.put(each.name().expand(variables), each.value().expand(variables));
    }
    return config.withLabels(all);
  }

  private static ContainerConfig volumes(
      ContainerConfig config, Volume volume, Variables variables) {
    var all = new TreeSet<>(config.volumes());
    for (Template path : volume.paths()) {
      all.add(path.expand(variables));
    }
    return config.withVolumes(all);
  }

  private static ContainerConfig workingDirectory(ContainerConfig config, String path) {
    if (path.startsWith("/")) {
      return config.withWorkingDir(path);
    }
    String current = config.workingDir().isEmpty() ? "/" : config.workingDir();
    return config.withWorkingDir(current.endsWith("/") ? current + path : current + "/" + path);
  }

  private static dev.slipway.image.HealthCheck healthCheck(HealthCheck check) {
    List<String> test = new ArrayList<>();
    switch (check.command()) {
      case null -> test.add("NONE");
      case Command.Exec(var arguments) -> {
        test.add("CMD");
        test.addAll(arguments);
      }
      case Command.Shell(var line) -> test.addAll(List.of("CMD-SHELL", line));
    }
    return new dev.slipway.image.HealthCheck(
        test,
        check.interval(),
        check.timeout(),
        check.startPeriod(),
        check.startInterval(),
        check.retries());
  }
}
