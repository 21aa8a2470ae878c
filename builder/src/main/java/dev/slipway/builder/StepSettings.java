package dev.slipway.builder;

import dev.slipway.runtime.ContainerResources;
import java.util.List;

/// What every `RUN` of a build runs with, beside what it says itself.
///
/// @param network of those that have no `--network` of their own
/// @param hosts lines of their `/etc/hosts`
public record StepSettings(
    NetworkAccess network, List<ExtraHost> hosts, ContainerResources resources) {
  /// Docker's.
  public static final StepSettings DEFAULT =
      new StepSettings(NetworkAccess.DEFAULT, List.of(), ContainerResources.DEFAULT);

  /// Copies the list.
  public StepSettings {
    hosts = List.copyOf(hosts);
  }
}
