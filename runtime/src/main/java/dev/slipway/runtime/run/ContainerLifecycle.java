package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.PidFd;
import dev.slipway.linux.Signals;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Creates, starts, ends and removes containers. Any number of processes may do so at once: what
/// changes a container holds its lock, what only asks does not.
public final class ContainerLifecycle {
  private static final Duration FOREVER = Duration.ofDays(10_000);
  private static final Duration GRACE_OF_KILL = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 2;
  private static final ContainerState NEVER_RAN = new ContainerState.Created(null);

  private final ContainerHost host;
  private final ContainerRecords records;
  private final HostTools tools;
  private final ContainerLocks locks;
  private final StartMarkers markers;
  private final ContainerRemoval removal;

  public ContainerLifecycle(ContainerHost host) throws IOException {
    this.host = host;
    this.records = host.records();
    this.tools = new HostTools(host);
    this.locks = new ContainerLocks(host.locks());
    this.markers = records.markers();
    this.removal = new ContainerRemoval(host, locks, tools);
  }

  /// Makes a container that has not run yet.
  ///
  /// @param wantedName null for a generated one
  /// @param toStart whether this process starts it next: if it is killed before, and the container
  ///   was to go with its end, then it goes
  /// @param record makes the record, given the container's name
  public Container create(
      ContainerId id,
      @Nullable String wantedName,
      RandomGenerator random,
      boolean toStart,
      Function<String, ContainerRecord> record)
      throws IOException, InterruptedException {
    removal.sweep(markers);
    ContainerFiles files = records.files(id);
    try (Lock _ = locks.change(id)) {
      Files.createDirectories(files.directory());
      boolean done = false;
      try {
        if (toStart) {
          markers.put(id);
        }
        String name = records.names().reserve(wantedName, id, random, locks);
        records.writeOrRelease(id, name, record);
        done = true;
      } finally {
        if (!done) {
          FileTreeRemoval.remove(files.directory());
          markers.remove(id);
          locks.forget(id);
        }
      }
    }
    Container made = records.find(id).orElseThrow(() -> ContainerRecords.missing(id.hex()));
    records.events().append(made.record(), "create");
    return made;
  }

  /// Starts a container that does not run, as its user asks.
  ///
  /// @param size of the terminal, where the container has one
  /// @return a running container; closing it leaves it running
  /// @throws ContainerException it could not be started; nothing of the try is left, and its exit
  ///   code is Docker's
  public StartedContainer start(ContainerId id, boolean attach, Optional<Terminal.Size> size)
      throws IOException, InterruptedException {
    return start(id, attach, size, StartWatcher.NONE);
  }

  /// As [#start], and tells of the process before it becomes the container's program.
  public StartedContainer start(
      ContainerId id, boolean attach, Optional<Terminal.Size> size, StartWatcher watcher)
      throws IOException, InterruptedException {
    Restarts.forget(records.files(id));
    return begin(id, attach, size, watcher);
  }

  /// As [#start], as its restart policy has it.
  public StartedContainer startAgain(ContainerId id, boolean attach, Optional<Terminal.Size> size)
      throws IOException, InterruptedException {
    return begin(id, attach, size, StartWatcher.NONE);
  }

  private StartedContainer begin(
      ContainerId id, boolean attach, Optional<Terminal.Size> size, StartWatcher watcher)
      throws IOException, InterruptedException {
    try (Lock _ = locks.change(id)) {
      Container container = records.find(id).orElseThrow(() -> ContainerRecords.missing(id.hex()));
      if (container.running()) {
        throw new ContainerException(
            "container " + id.shortHex() + " is already running", "slipway ps shows it");
      }
      removal.settle(container);
      markers.put(id);
      var started =
          new ContainerStart(host, tools, container.record(), size, watcher).start(attach);
      new RunEvents(host).started(container.record(), attach, size);
      HealthSupervisor.spawn(host, container.record(), tools.runtime().environment());
      LogKeeper.spawn(host, container.record(), tools.runtime().environment());
      return started;
    } finally {
      markers.remove(id);
    }
  }

  /// Connects to the streams of a running container.
  public StartedContainer attach(Container container) throws IOException {
    ContainerFiles files = records.files(container.id());
    if (!container.running()) {
      throw new ContainerException(
          "You cannot attach to a stopped container, start it first",
          "slipway start " + container.name() + " starts it");
    }
    var attached = new StartedContainer(keep(container.id()), Attachment.open(files));
    records.events().append(container.record(), "attach");
    return attached;
  }

  /// Gives a container another name.
  ///
  /// @throws ContainerException the name is taken
  public void rename(ContainerId id, String wanted) throws IOException {
    try (Lock _ = locks.change(id)) {
      ContainerRecord record =
          records.read(id).orElseThrow(() -> ContainerRecords.missing(id.hex()));
      String name = records.names().reserve(wanted, id, RandomGenerator.getDefault(), locks);
      records.rename(id, name);
      records.names().release(record.name(), id);
      new NetworkConnections(host).renamed(record, name);
      records.events().append(record, "rename", Map.of("oldName", record.name(), "name", name));
    }
  }

  /// Sends a signal to the container's first process.
  ///
  /// @return false: it does not run
  public boolean signal(ContainerId id, int signal) throws IOException {
    Optional<PidFd> process = FirstProcess.open(records, id);
    if (process.isEmpty()) {
      return false;
    }
    records.noteSignal(id, signal);
    try (PidFd open = process.get()) {
      return open.signal(signal);
    }
  }

  /// Sends `signal`, gives the container `grace` to end, and then ends it.
  public void stop(ContainerId id, int signal, Duration grace)
      throws IOException, InterruptedException {
    boolean ran = end(id, signal, grace);
    Optional<ContainerRecord> record = records.read(id);
    if (ran && record.isPresent()) {
      records.events().append(record.get(), "stop");
    }
  }

  /// @return whether it ran
  private boolean end(ContainerId id, int signal, Duration grace)
      throws IOException, InterruptedException {
    Restarts.stoppedByUser(records.files(id));
    try (Keeper _ = keep(id)) {
      Optional<PidFd> process = FirstProcess.open(records, id);
      if (process.isPresent()) {
        try (PidFd open = process.get()) {
          tools.thaw(id); // What is stopped takes no signal.
          records.noteSignal(id, signal);
          open.signal(signal);
          if (!open.waitExit(grace)) {
            records.noteSignal(id, Signals.SIGKILL);
            open.signal(Signals.SIGKILL);
            if (!open.waitExit(GRACE_OF_KILL)) {
              throw new ContainerException(
                  "container " + id.shortHex() + " did not end when it was killed",
                  "one of its processes is held by the kernel; look for one in state D: ps axl");
            }
          }
        }
      }
      awaitEnd(id);
      settle(id);
      return process.isPresent();
    }
  }

  private Keeper keep(ContainerId id) throws IOException {
    RunRecord run = records.readRun(id);
    return Keeper.join(records.files(id), run == null ? "none" : run.keeper());
  }

  /// Waits until the container does not run, and says how it ended; at once if it does not run.
  ///
  /// @return null if it never ran, or was removed
  public @Nullable RunEnd awaitEnd(ContainerId id) throws IOException, InterruptedException {
    try (Lock _ = locks.awaitingEnd(id)) {
      while (true) {
        Optional<PidFd> process = FirstProcess.open(records, id);
        if (process.isPresent()) {
          try (PidFd open = process.get()) {
            open.waitExit(FOREVER);
          }
        }
        ContainerState state = records.find(id).map(Container::state).orElse(NEVER_RAN);
        switch (state) {
          case ContainerState.Created _ -> {
            return null;
          }
          case ContainerState.Exited(var code, var at, var killed) -> {
            return new RunEnd(code.isPresent() ? code.getAsInt() : null, at, killed);
          }
          case ContainerState.Restarting(var code, var at) -> {
            return new RunEnd(code.isPresent() ? code.getAsInt() : null, at, false);
          }
          case ContainerState.Running _ -> Thread.sleep(PAUSE_MILLIS); // conmon writes the code.
        }
      }
    }
  }

  /// Takes back what an ended run still holds, and removes the container if it was to be removed.
  /// Does nothing for one that runs.
  public void settle(ContainerId id) throws IOException, InterruptedException {
    try (Lock _ = locks.change(id)) {
      Optional<Container> container = records.find(id);
      if (container.isPresent()) {
        removal.settle(container.get());
      }
    }
  }

  private boolean removedAsDamaged(ContainerId id, boolean force)
      throws IOException, InterruptedException {
    try (Lock _ = locks.change(id)) {
      Optional<DamagedContainer> damage = records.damage(id);
      if (damage.isPresent()) {
        if (!force) {
          throw damage.get().refusal();
        }
        removal.removeDamaged(id);
        markers.remove(id);
      }
      return damage.isPresent();
    }
  }

  /// Removes a container with all that is its own.
  ///
  /// @param force ends it first if it runs
  /// @param volumes with the volumes that were made for it alone
  /// @throws ContainerException it runs or its records are damaged, and `force` is false
  public void remove(ContainerId id, String word, boolean force, boolean volumes)
      throws IOException, InterruptedException {
    if (removedAsDamaged(id, force)) {
      return;
    }
    if (force) {
      boolean _ = end(id, Signals.SIGKILL, GRACE_OF_KILL);
    }
    try (Lock _ = locks.change(id)) {
      Optional<Container> container = records.find(id);
      if (container.isEmpty()) {
        return;
      }
      if (container.get().running()) {
        throw new ContainerException(
            "cannot remove container \""
                + word
                + "\": container is running: stop the container before removing or force remove",
            "slipway rm -f " + word + " does both");
      }
      removal.remove(container.get(), volumes);
    }
  }
}
