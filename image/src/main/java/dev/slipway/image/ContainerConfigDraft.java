package dev.slipway.image;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// A [ContainerConfig] in which one member is about to differ.
final class ContainerConfigDraft {
  String user;
  SortedSet<String> exposedPorts;
  List<String> env;
  @Nullable List<String> entrypoint;
  @Nullable List<String> cmd;
  SortedSet<String> volumes;
  String workingDir;
  SortedMap<String, String> labels;
  String stopSignal;
  boolean argsEscaped;
  @Nullable HealthCheck healthCheck;
  List<String> onBuild;
  @Nullable List<String> shell;

  ContainerConfigDraft(ContainerConfig config) {
    this.user = config.user();
    this.exposedPorts = config.exposedPorts();
    this.env = config.env();
    this.entrypoint = config.entrypoint();
    this.cmd = config.cmd();
    this.volumes = config.volumes();
    this.workingDir = config.workingDir();
    this.labels = config.labels();
    this.stopSignal = config.stopSignal();
    this.argsEscaped = config.argsEscaped();
    this.healthCheck = config.healthCheck();
    this.onBuild = config.onBuild();
    this.shell = config.shell();
  }

  ContainerConfig config() {
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
        shell);
  }
}
