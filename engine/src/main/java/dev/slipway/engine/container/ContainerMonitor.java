package dev.slipway.engine.container;

import dev.slipway.engine.create.SettingRules;
import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.cgroup.ResourceUse;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerControl;
import dev.slipway.runtime.run.ContainerId;
import dev.slipway.runtime.run.EventLog;
import dev.slipway.runtime.run.HealthSupervisor;
import dev.slipway.runtime.run.LogKeeper;
import dev.slipway.runtime.run.Restarts;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Looks into running containers and holds them.
public final class ContainerMonitor {
  private final SlipwayLocations locations;
  private final Containers containers;

  public ContainerMonitor(SlipwayLocations locations, Containers containers) {
    this.locations = locations;
    this.containers = containers;
  }

  /// Work with the store open.
  private interface Work<T> {
    T run(ContainerControl control) throws IOException, InterruptedException;
  }

  private <T> T with(Work<T> work) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return work.run(new ContainerControl(containers.host(store)));
    }
  }

  /// Stops every process of a container where it is.
  public void pause(Container container) throws IOException, InterruptedException {
    boolean _ =
        with(control -> {
          control.pause(container);
          return true;
        });
  }

  public void unpause(Container container) throws IOException, InterruptedException {
    boolean _ =
        with(control -> {
          control.unpause(container);
          return true;
        });
  }

  /// Asks a running container for its health until it ends.
  public void superviseHealth(ContainerId id) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      new HealthSupervisor(containers.host(store), id).run();
    }
  }

  /// Keeps several files of a running container's log until it ends.
  public void keepLog(ContainerId id) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      new LogKeeper(containers.host(store), id).run();
    }
  }

  /// Containers that are to run whenever the machine does, and do not: `--restart always`, and
  /// `unless-stopped` where their user did not stop them.
  public List<Container> wantedAtBoot() throws IOException {
    var restarts = new Restarts(Containers.records(locations));
    List<Container> wanted = new ArrayList<>();
    for (Container container : Containers.records(locations).list(_ -> {})) {
      String policy = container.record().settings().text(Setting.RESTART);
      boolean started = container.run() != null;
      boolean asked =
          policy.equals("always")
              || (policy.equals("unless-stopped")
                  && started
                  && (!restarts.wasStoppedByUser(container.id())
                      || restarts.wasStoppedWithMachine(container.id())));
      if (asked && !container.running()) {
        wanted.add(container);
      }
    }
    return wanted;
  }

  /// What happened in the store, from the oldest event that is known.
  public EventLog.Cursor events() {
    return Containers.records(locations).events().open();
  }

  /// Tells `events` of something that was done with a container.
  ///
  /// @param action Docker's word: `restart`, `detach`, `archive-path`
  public void tell(Container container, String action) {
    new StoreEvents(locations.root()).container(container.record(), action, Map.of());
  }

  /// What a running container uses now.
  public ResourceUse use(Container container) throws IOException, InterruptedException {
    return with(control -> control.use(container));
  }

  /// The processes of a running container, as the host numbers them.
  public List<Long> processes(Container container) throws IOException, InterruptedException {
    return with(control -> control.processes(container));
  }

  /// Changes settings of a container, and its limits where it runs.
  ///
  /// @param wanted as the user wrote them
  public void update(Container container, Settings wanted)
      throws IOException, InterruptedException {
    Settings settings = SettingRules.normalized(wanted);
    boolean _ =
        with(control -> {
          control.update(container.id(), settings);
          return true;
        });
  }
}
