package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ContainerConfig;
import java.util.List;

/// The members of a stage's config to which instructions add. They stand apart from the others
/// until the stage ends, so that none of its instructions copies what all before it have added.
///
/// @param ports with nothing for a value, as `volumes`
/// @param triggers what `ONBUILD` keeps
record GrowingSettings(
    StageEnvironment environment,
    Variables labels,
    Variables ports,
    Variables volumes,
    Trail<String> triggers) {
  static final GrowingSettings NONE =
      new GrowingSettings(
          StageEnvironment.EMPTY, Variables.EMPTY, Variables.EMPTY, Variables.EMPTY, Trail.empty());

  /// Those of a base image; its triggers run in the stage and are not its own.
  static GrowingSettings of(ContainerConfig config) {
    return new GrowingSettings(
        StageEnvironment.of(config.env()),
        Variables.of(config.labels()),
        NONE.withPorts(config.exposedPorts()).ports,
        NONE.withVolumes(config.volumes()).volumes,
        Trail.empty());
  }

  /// What is left of a config when they are taken out.
  static ContainerConfig others(ContainerConfig config) {
    return new ContainerConfig(
        config.user(),
        ContainerConfig.EMPTY.exposedPorts(),
        List.of(),
        config.entrypoint(),
        config.cmd(),
        ContainerConfig.EMPTY.volumes(),
        config.workingDir(),
        ContainerConfig.EMPTY.labels(),
        config.stopSignal(),
        config.argsEscaped(),
        config.healthCheck(),
        List.of(),
        config.shell());
  }

  /// The whole config.
  ContainerConfig with(ContainerConfig others) {
    return others
        .withEnv(environment.toList())
        .withLabels(labels.toMap())
        .withExposedPorts(ports.toMap().keySet())
        .withVolumes(volumes.toMap().keySet())
        .withOnBuild(triggers.toList());
  }

  GrowingSettings withVariable(String name, String value) {
    return new GrowingSettings(environment.with(name, value), labels, ports, volumes, triggers);
  }

  GrowingSettings withLabel(String name, String value) {
    return new GrowingSettings(environment, labels.with(name, value), ports, volumes, triggers);
  }

  GrowingSettings withPorts(Iterable<String> more) {
    return new GrowingSettings(environment, labels, with(ports, more), volumes, triggers);
  }

  GrowingSettings withVolumes(Iterable<String> more) {
    return new GrowingSettings(environment, labels, ports, with(volumes, more), triggers);
  }

  GrowingSettings withTrigger(String trigger) {
    return new GrowingSettings(environment, labels, ports, volumes, triggers.with(trigger));
  }

  GrowingSettings withoutTriggers() {
    return new GrowingSettings(environment, labels, ports, volumes, Trail.empty());
  }

  private static Variables with(Variables set, Iterable<String> more) {
    Variables larger = set;
    for (String each : more) {
      larger = larger.with(each, "");
    }
    return larger;
  }
}
