package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.cgroup.ControlGroup;
import dev.slipway.runtime.cgroup.ResourceUse;
import dev.slipway.runtime.cgroup.Resources;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Looks into running containers and holds them, by their control groups.
public final class ContainerControl {
  private final ContainerHost host;
  private final ContainerLocks locks;

  public ContainerControl(ContainerHost host) {
    this.host = host;
    this.locks = new ContainerLocks(host.locks());
  }

  /// Stops every process of a container where it is.
  public void pause(Container container) throws IOException, InterruptedException {
    ContainerState.Running running = running(container);
    if (running.paused()) {
      throw new ContainerException(
          "Container " + container.id() + " is already paused",
          "slipway unpause " + container.name() + " lets it go on");
    }
    group(container).freeze(true);
    host.records().events().append(container.record(), "pause");
  }

  /// Whether there is a way to stop the container's processes.
  public boolean canPause(Container container) {
    return ContainerGroups.of(container.record()).filter(ControlGroup::exists).isPresent();
  }

  public void unpause(Container container) throws IOException, InterruptedException {
    if (!running(container).paused()) {
      throw new ContainerException(
          "Container " + container.id() + " is not paused", "slipway ps shows its state");
    }
    group(container).freeze(false);
    host.records().events().append(container.record(), "unpause");
  }

  private static ContainerState.Running running(Container container) {
    if (container.state() instanceof ContainerState.Running running) {
      return running;
    }
    throw new ContainerException(
        "Container " + container.id() + " is not running",
        "slipway start " + container.name() + " starts it");
  }

  private static ControlGroup group(Container container) {
    return ContainerGroups.of(container.record())
        .filter(ControlGroup::exists)
        .orElseThrow(() ->
            new ContainerException(
                "container " + container.name() + " has no control group",
                "only containers of root have one; without root there is none to stop or measure"));
  }

  /// What a running container uses.
  public ResourceUse use(Container container) throws IOException {
    running(container);
    return group(container).use();
  }

  /// The processes of a running container, as the host numbers them.
  public List<Long> processes(Container container) throws IOException {
    ContainerState.Running running = running(container);
    Optional<ControlGroup> group =
        ContainerGroups.of(container.record()).filter(ControlGroup::exists);
    return group.isPresent() ? group.get().processes() : NamespaceProcesses.of(running.pid());
  }

  /// Changes the settings of a container, and its limits where it runs.
  ///
  /// @param settings those that change
  public void update(ContainerId id, Settings settings) throws IOException {
    try (Lock _ = locks.change(id)) {
      Container container =
          host.records().find(id).orElseThrow(() -> ContainerRecords.missing(id.hex()));
      Settings changed = container.record().settings();
      for (Setting setting : settings.values().keySet()) {
        changed = changed.with(setting, settings.list(setting));
      }
      if (container.running()) {
        Resources resources = ContainerGroups.resources(settings);
        if (resources.limited()) {
          group(container).limit(resources);
        }
      }
      host.records().update(id, changed);
      host.records().events().append(container.record(), "update");
    }
  }
}
