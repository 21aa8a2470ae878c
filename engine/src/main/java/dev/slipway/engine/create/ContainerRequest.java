package dev.slipway.engine.create;

import dev.slipway.runtime.run.Settings;
import java.util.List;

/// What a new container is to be: `slipway run`'s options, in the user's words. A concern has a
/// record of its own: a new option goes into one of those.
///
/// @param image a name or an ID
/// @param identity what it is called
/// @param process what it runs
/// @param network how it is reached
/// @param mounts what it sees of the host
/// @param settings of the less common options, as the user wrote them
public record ContainerRequest(
    String image,
    ContainerIdentity identity,
    ProcessSettings process,
    NetworkSettings network,
    MountSettings mounts,
    Settings settings) {

  /// A container with nothing special about it.
  public static ContainerRequest of(String image, List<String> command) {
    return new ContainerRequest(
        image,
        ContainerIdentity.GENERATED,
        ProcessSettings.of(command),
        NetworkSettings.DEFAULT,
        MountSettings.NONE,
        Settings.NONE);
  }

  /// Another process in it.
  public ContainerRequest withProcess(ProcessSettings value) {
    return new ContainerRequest(image, identity, value, network, mounts, settings);
  }

  /// Reached otherwise.
  public ContainerRequest withNetwork(NetworkSettings value) {
    return new ContainerRequest(image, identity, process, value, mounts, settings);
  }

  /// With other mounts.
  public ContainerRequest withMounts(MountSettings value) {
    return new ContainerRequest(image, identity, process, network, value, settings);
  }
}
