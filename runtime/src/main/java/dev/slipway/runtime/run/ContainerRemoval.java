package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes back what runs and containers leave. Every method is called with the container's lock
/// held, but for [#sweep].
final class ContainerRemoval {
  private static final String REMOVED = "removed";

  private final ContainerRecords records;
  private final ContainerLocks locks;
  private final HostTools tools;
  private final RunEvents told;

  ContainerRemoval(ContainerHost host, ContainerLocks locks, HostTools tools) {
    this.records = host.records();
    this.told = new RunEvents(host);
    this.locks = locks;
    this.tools = tools;
  }

  /// Cleans up after a run that has ended, and removes the container if it was to go with its end.
  void settle(Container container) throws IOException, InterruptedException {
    if (container.running()) {
      return;
    }
    ContainerId id = container.id();
    ContainerFiles files = records.files(id);
    RunRecord run = container.run();
    boolean killed = tools.killedForMemory(container.record());
    tools.takeBack(files, container.record(), run);
    if (run != null && run.end() == null) {
      told.ended(container.record(), tools.states().end(files), killed);
      if (container.record().autoRemove()) {
        remove(container, true);
      } else {
        records.writeRun(id, run.ended(tools.states().end(files).withKilledForMemory(killed)));
      }
    }
  }

  /// Removes a container that does not run.
  ///
  /// @param volumes with those that were made for it alone
  void remove(Container container, boolean volumes) throws IOException, InterruptedException {
    tools.takeBack(records.files(container.id()), container.record(), container.run());
    removeFiles(container.id(), container.name());
    records.events().append(container.record(), "destroy");
    if (volumes) {
      tools.removeAnonymousVolumes(container.record());
    }
  }

  /// Ends and removes a container whose records cannot be read.
  void removeDamaged(ContainerId id) throws IOException, InterruptedException {
    tools.takeBackUnknown(records.files(id));
    removeFiles(id, null);
  }

  /// The directory is moved away first, so that a removal that is cut short leaves no half
  /// container.
  ///
  /// @param name null where it is not known: then every name is looked at
  private void removeFiles(ContainerId id, @Nullable String name) throws IOException {
    try (Lock _ = locks.nobodyAwaitsEnd(id)) {
      Path directory = records.files(id).directory();
      Path away = Files.createDirectories(directory.resolveSibling(REMOVED)).resolve(id.hex());
      try {
        Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException alreadyRemoved) {
        return;
      }
      if (name == null) {
        records.names().releaseAll(id);
      } else {
        records.names().release(name, id);
      }
      FileTreeRemoval.remove(away);
      locks.forget(id);
    }
  }

  /// Takes back what killed processes left half started: their containers do not run, and those
  /// that were to go with their end go now.
  void sweep(StartMarkers markers) throws IOException, InterruptedException {
    for (ContainerId id : markers.abandoned()) {
      Optional<Lock> lock = locks.tryChange(id);
      if (lock.isEmpty()) {
        continue; // Somebody looks after it.
      }
      try (Lock _ = lock.get()) {
        Optional<Container> container;
        try {
          container = records.find(id);
        } catch (ContainerException damaged) {
          continue; // Its user removes it.
        }
        if (container.isEmpty()) {
          FileTreeRemoval.remove(records.files(id).directory());
          locks.forget(id);
        } else if (!container.get().running()) {
          tools.takeBack(records.files(id), container.get().record(), null);
          if (container.get().record().autoRemove()) {
            removeFiles(id, container.get().name());
            tools.removeAnonymousVolumes(container.get().record());
          }
        }
        markers.remove(id);
      }
    }
  }
}
