package dev.slipway.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The `config` part of an image config: what a container of the image runs with.
///
/// @param exposedPorts `8080/tcp`
/// @param env `NAME=value`, in order
/// @param entrypoint null where none was set, which differs from an empty one
/// @param argsEscaped Docker's mark of a command in shell form; kept, without effect on Linux
public record ContainerConfig(
    String user,
    SortedSet<String> exposedPorts,
    List<String> env,
    @Nullable List<String> entrypoint,
    @Nullable List<String> cmd,
    SortedSet<String> volumes,
    String workingDir,
    SortedMap<String, String> labels,
    String stopSignal,
    boolean argsEscaped,
    @Nullable HealthCheck healthCheck,
    List<String> onBuild,
    @Nullable List<String> shell) {
  public static final ContainerConfig EMPTY =
      new ContainerConfig(
          "",
          new TreeSet<>(),
          List.of(),
          null,
          null,
          new TreeSet<>(),
          "",
          new TreeMap<>(),
          "",
          false,
          null,
          List.of(),
          null);

  public ContainerConfig {
    exposedPorts = sorted(exposedPorts);
    env = List.copyOf(env);
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    cmd = cmd == null ? null : List.copyOf(cmd);
    volumes = sorted(volumes);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    onBuild = List.copyOf(onBuild);
    shell = shell == null ? null : List.copyOf(shell);
  }

  private static SortedSet<String> sorted(Collection<String> values) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  /// The command line of a container that is given no command of its own.
  public List<String> arguments() {
    var arguments = new ArrayList<String>();
    if (entrypoint != null) {
      arguments.addAll(entrypoint);
    }
    if (cmd != null) {
      arguments.addAll(cmd);
    }
    return List.copyOf(arguments);
  }

  public ContainerConfig withUser(String value) {
    return new ContainerConfig(
        value,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withExposedPorts(Collection<String> value) {
    return new ContainerConfig(
        user,
        sorted(value),
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withEnv(List<String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        value,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  /// Sets one variable: in its old place where it had one, else at the end.
  public ContainerConfig withVariable(String name, String value) {
    var changed = new ArrayList<>(env);
    String prefix = name + "=";
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).startsWith(prefix)) {
        changed.set(i, prefix + value);
        return withEnv(changed);
      }
    }
    changed.add(prefix + value);
    return withEnv(changed);
  }

  public ContainerConfig withEntrypoint(@Nullable List<String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        value,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withCmd(@Nullable List<String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        value,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withVolumes(Collection<String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        sorted(value),
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withWorkingDir(String value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        value,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withLabels(Map<String, String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        new TreeMap<>(value),
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withStopSignal(String value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        value,
        argsEscaped,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withArgsEscaped(boolean value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        value,
        healthCheck,
        onBuild,
        shell);
  }

  public ContainerConfig withHealthCheck(@Nullable HealthCheck value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        value,
        onBuild,
        shell);
  }

  public ContainerConfig withOnBuild(List<String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        value,
        shell);
  }

  public ContainerConfig withShell(@Nullable List<String> value) {
    return new ContainerConfig(
        user,
        exposedPorts,
        env,
        entrypoint,
        cmd,
        volumes,
        workingDir,
        labels,
        stopSignal,
        argsEscaped,
        healthCheck,
        onBuild,
        value);
  }
}
