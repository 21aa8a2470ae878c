package dev.slipway.engine.container;

import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.runtime.SignalName;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerRecords;
import dev.slipway.runtime.run.ContainerState;
import dev.slipway.runtime.run.Restarts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends all containers because the machine goes down. What is to run whenever the machine does is
/// started by its next start all the same.
public final class MachineEnd {
  private static final long LOOK_MILLIS = 20;

  private final Containers containers;
  private final ContainerMonitor monitor;
  private final ContainerRecords records;
  private final Restarts restarts;

  public MachineEnd(Containers containers, SlipwayLocations locations) {
    this.containers = containers;
    this.monitor = new ContainerMonitor(locations, containers);
    this.records = Containers.records(locations);
    this.restarts = new Restarts(records);
  }

  /// Tells every container of the end at once, so that they need no longer than the slowest of
  /// them.
  ///
  /// @return those that ran
  public List<Container> announce() throws IOException, InterruptedException {
    List<Container> told = new ArrayList<>();
    for (Container container : records.list(_ -> {})) {
      switch (container.state()) {
        case ContainerState.Running running -> {
          if (running.paused()) {
            monitor.unpause(container); // What is stopped takes no signal.
          }
          tell(container);
          told.add(container);
        }
        case ContainerState.Restarting _ -> restarts.stoppedWithMachine(container.id());
        case ContainerState.Created _, ContainerState.Exited _ -> {}
      }
    }
    return told;
  }

  private void tell(Container container) throws IOException {
    SignalName signal = SignalName.of(container.record().stopSignal()).orElse(SignalName.TERM);
    // Before the signal, lest it is restarted, and after it, since that is noted as a user's.
    restarts.stoppedWithMachine(container.id());
    boolean _ = containers.signal(container.id(), signal.number());
    restarts.stoppedWithMachine(container.id());
  }

  /// Waits until one of them has ended, and ends it where it takes longer than it may.
  ///
  /// @param announced when, as of [System#nanoTime]
  /// @throws dev.slipway.runtime.ContainerException it does not end
  public void await(Container container, long announced) throws IOException, InterruptedException {
    long until = announced + StopGrace.of(container.record()).toNanos();
    while (System.nanoTime() < until && runs(container)) {
      Thread.sleep(LOOK_MILLIS);
    }
    if (runs(container)) {
      containers.stop(container, Optional.empty(), Optional.of(Duration.ZERO));
      restarts.stoppedWithMachine(container.id());
    } else {
      containers.settle(container.id());
    }
  }

  private boolean runs(Container container) throws IOException {
    return records.lookUp(container.id().hex()).filter(Container::running).isPresent();
  }
}
