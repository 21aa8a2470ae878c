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
    var changed = new ContainerConfigDraft(this);
    changed.user = value;
    return changed.config();
  }

  public ContainerConfig withExposedPorts(Collection<String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.exposedPorts = sorted(value);
    return changed.config();
  }

  public ContainerConfig withEnv(List<String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.env = value;
    return changed.config();
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
    var changed = new ContainerConfigDraft(this);
    changed.entrypoint = value;
    return changed.config();
  }

  public ContainerConfig withCmd(@Nullable List<String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.cmd = value;
    return changed.config();
  }

  public ContainerConfig withVolumes(Collection<String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.volumes = sorted(value);
    return changed.config();
  }

  public ContainerConfig withWorkingDir(String value) {
    var changed = new ContainerConfigDraft(this);
    changed.workingDir = value;
    return changed.config();
  }

  public ContainerConfig withLabels(Map<String, String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.labels = new TreeMap<>(value);
    return changed.config();
  }

  public ContainerConfig withStopSignal(String value) {
    var changed = new ContainerConfigDraft(this);
    changed.stopSignal = value;
    return changed.config();
  }

  public ContainerConfig withArgsEscaped(boolean value) {
    var changed = new ContainerConfigDraft(this);
    changed.argsEscaped = value;
    return changed.config();
  }

  public ContainerConfig withHealthCheck(@Nullable HealthCheck value) {
    var changed = new ContainerConfigDraft(this);
    changed.healthCheck = value;
    return changed.config();
  }

  public ContainerConfig withOnBuild(List<String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.onBuild = value;
    return changed.config();
  }

  public ContainerConfig withShell(@Nullable List<String> value) {
    var changed = new ContainerConfigDraft(this);
    changed.shell = value;
    return changed.config();
  }
}
