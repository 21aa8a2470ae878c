package dev.slipway.runtime.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container as it is at this moment.
///
/// @param run its latest run; null if it has had none
/// @param health what its checks say; null for one that has none, or does not run
public record Container(
    ContainerRecord record,
    @Nullable RunRecord run,
    ContainerState state,
    @Nullable Health health) {
  public ContainerId id() {
    return record.containerId();
  }

  public String name() {
    return record.name();
  }

  /// The ports of the host that lead into it now.
  public List<PortRecord> publishedPorts() {
    return running() && run != null ? run.ports() : List.of();
  }

  public boolean running() {
    return state instanceof ContainerState.Running;
  }
}
